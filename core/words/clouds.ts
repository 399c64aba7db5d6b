/** The clouds, by name. */
import { z } from 'zod';

/** The clouds, by the names of their Terraform providers. */
export const CLOUD_NAMES = ['aws', 'google', 'azurerm'] as const;

/** One value a cloud; what is not said of a cloud is left to the rule that says so. */
export const byCloud = <T extends z.ZodType>(value: T) =>
  z.strictObject({ aws: value.optional(), google: value.optional(), azurerm: value.optional() });

export type CloudName = (typeof CLOUD_NAMES)[number];
