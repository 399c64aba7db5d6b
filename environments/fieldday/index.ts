/** FieldDay: twelve services for outdoor sports on Kubernetes, with PostgreSQL, Redis and buckets. */
export { development } from './development';
export { production } from './production';
export { staging } from './staging';
