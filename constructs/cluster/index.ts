/** What providers build on: properties, contract and helpers. */
export * from './contract';
export * from './pools';
export * from './schema';
