/** Exports for providers: properties, contract and helpers. */
export * from './access';
export * from './contract';
export * from './pools';
export * from './schema';
