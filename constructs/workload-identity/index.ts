/** What providers build on: properties and contract. */
export * from './contract';
export * from './schema';
