import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** Answers when the file's bytes are on disk. */
export const syncFile = (file: string): void => syncPath(file, 'r+')

/** Answers when it is on disk that the file is there under its name. Windows keeps that by itself and opens no folders. */
export function syncName(file: string): void {
  if (process.platform !== 'win32') syncPath(dirname(file), 'r')
}

function syncPath(path: string, flags: string): void {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
