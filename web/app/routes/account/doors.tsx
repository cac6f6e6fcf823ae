import { Outlet } from 'react-router'

/** Links of letters stand in the address of the page, which is nobody else's business. */
export const headers = () => ({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' })

export default function Doors() {
  return <Outlet />
}
