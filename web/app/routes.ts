import { index, type RouteConfig, route } from '@react-router/dev/routes'
import { accountRoutes } from './account/routes.ts'

export default [
  index('routes/home.tsx'),
  route('search', 'routes/search.tsx'),
  route('categories/:handle', 'routes/category.tsx'),
  route('collections/:handle', 'routes/collection.tsx'),
  route('products/:handle', 'routes/product.tsx'),
  route('cart', 'routes/cart.tsx'),
  ...accountRoutes,
  route('choice', 'routes/choice.ts'),
  route('checkout/:id', 'routes/checkout.tsx'),
  route('checkout/:id/return', 'routes/checkout-return.ts'),
  route('checkout/:id/confirm', 'routes/checkout-confirm.ts'),
  route('orders/:token', 'routes/order.tsx'),
  route('policies', 'routes/policies.tsx'),
  route('policies/:slug', 'routes/policy.tsx'),
  route('offline', 'routes/offline.ts'),
  route('sitemap.xml', 'routes/sitemap.ts'),
  route('sitemaps/:file', 'routes/sitemap.ts', { id: 'sitemap-part' }),
  route('robots.txt', 'routes/robots.ts'),
  route('llms.txt', 'routes/llms.ts'),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig
