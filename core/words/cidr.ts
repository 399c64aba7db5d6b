/** Address ranges in CIDR notation. */
import { z } from 'zod';

import { isCidr } from '../cidr';

/** Host bits must be zero because every cloud refuses a range such as `10.0.0.1/16`. */
export const cidr = z
  .string()
  .refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' })
  .meta({ pattern: String.raw`^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$` });
