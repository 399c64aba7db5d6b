/** Dzinza: a platform for genealogists on Kubernetes, with PostgreSQL, Redis, search, and stores of photos. */
export { development } from './development';
export { production } from './production';
export { staging } from './staging';
