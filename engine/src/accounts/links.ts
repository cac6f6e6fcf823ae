import { createEmailVerificationToken } from 'better-auth/api'
import { verifyJWT } from 'better-auth/crypto'

/** Whose address is to be proved, and to which it changes, if it does. */
export type AddressProof = { readonly email: string; readonly updateTo?: string | undefined }

export const verificationSeconds = 86_400

export const proofToken = (secret: string, { email, updateTo }: AddressProof): Promise<string> =>
  createEmailVerificationToken(secret, email, updateTo, verificationSeconds)

/** What a token proves; undefined where it is not this shop's, or too old. */
export async function proofOf(secret: string, token: string): Promise<AddressProof | undefined> {
  const proof = await verifyJWT<AddressProof>(token, secret)
  return proof && typeof proof.email === 'string' ? proof : undefined
}
