import { data } from 'react-router'

export const loader = () => {
  throw data({ code: 'not_found' }, { status: 404 })
}

export default function Missing() {
  return null
}
