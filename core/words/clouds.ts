/** The clouds, and values that differ between them. */
import { z } from 'zod';

/** The clouds, by the names of their Terraform providers. */
export const CLOUD_NAMES = ['aws', 'google', 'azurerm'] as const;

export type CloudName = (typeof CLOUD_NAMES)[number];

/** An optional value per cloud. Rules decide which clouds need one. */
export const byCloud = <T extends z.ZodType>(value: T) =>
  z.strictObject({ aws: value.optional(), google: value.optional(), azurerm: value.optional() });
