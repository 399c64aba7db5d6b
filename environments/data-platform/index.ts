/** The data platform: services on Kubernetes over PostgreSQL, Redis, ClickHouse, Kafka and Iceberg. */
export { development } from './development';
export { production } from './production';
export { staging } from './staging';
