/** Spywatcher: an API and a web front end on Kubernetes, with PostgreSQL and Redis. */
export { development } from './development';
export { production } from './production';
export { staging } from './staging';
