/** Exports for providers: properties, contract and helpers. */
export * from './contract';
export * from './schema';
export * from './subnets';
