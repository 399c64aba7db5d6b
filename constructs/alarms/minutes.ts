import { z } from 'zod';

/** The times over which all three clouds can look back. */
export const minutes = z.union([z.literal(5), z.literal(15), z.literal(30), z.literal(60)]);
