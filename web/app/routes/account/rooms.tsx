import { NavLink, Outlet } from 'react-router'
import { useAccountWords } from '../../account/words.ts'
import { useChosenInSight } from '../../components/chosen-in-sight.ts'

export const headers = () => ({ 'Cache-Control': 'private, no-store' })

/** What is somebody's own, room by room. */
export default function Rooms() {
  const { rooms, yourAccount } = useAccountWords()
  const bar = useChosenInSight()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-12">
      <nav
        ref={bar}
        aria-label={yourAccount}
        className="-mx-4 min-w-0 overflow-x-auto border-b border-line px-4 sm:-mx-8 sm:px-8 md:mx-0 md:border-b-0 md:px-0"
      >
        <ul className="flex gap-x-6 whitespace-nowrap md:grid md:gap-1 md:whitespace-normal">
          <Room to="/account" title={rooms.overview} />
          <Room to="/account/orders" title={rooms.orders} />
          <Room to="/account/profile" title={rooms.profile} />
          <Room to="/account/payment" title={rooms.payment} />
          <Room to="/account/agents" title={rooms.agents} />
          <Room to="/account/privacy" title={rooms.privacy} />
        </ul>
      </nav>
      <div className="min-w-0 max-w-[46rem]">
        <Outlet />
      </div>
    </div>
  )
}

const Room = ({ to, title }: { to: string; title: string }) => (
  <li>
    <NavLink
      to={to}
      end={to === '/account'}
      className="block border-b-2 border-transparent py-2 text-quiet hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink md:border-b-0 md:border-l-2 md:pl-4"
    >
      {title}
    </NavLink>
  </li>
)
