/** Exports for providers: properties, contract and values of records. */
export * from './contract';
export * from './schema';
export * from './values';
