/** Exports for providers: properties, contract and subjects. */
export * from './contract';
export * from './invalidation';
export * from './issuers';
export * from './schema';
export * from './subjects';
