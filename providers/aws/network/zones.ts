/** The zones of a region that subnets stand in, and what becomes of a subnet when they are others later. */
import type {
  DataAwsAvailabilityZones,
  DataAwsAvailabilityZonesConfig,
} from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { Fn, ref, type TerraformResourceLifecycle, type TerraformStack, Token } from 'cdktf';

import { USERS_FIRST } from '../../../core/cdktf/lifecycle';

export interface Zones {
  readonly names: readonly string[];
  /** Of the subnets. */
  readonly lifecycle: TerraformResourceLifecycle;
}

/** Zones that the environment names: another name replaces the subnet. */
export const namedZones = (names: readonly string[]): Zones => ({ names, lifecycle: USERS_FIRST });

/** Arguments for reading a region's zones, of which there must be enough. */
export function readZones(stack: TerraformStack, count: number): DataAwsAvailabilityZonesConfig {
  const offered = Token.asString(ref('length(self.names)', stack));
  return {
    state: 'available',
    filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    lifecycle: {
      postcondition: [
        {
          condition: Token.asString(ref(`length(self.names) >= ${count}`, stack)),
          errorMessage: `The region offers this account ${offered} zones, and the network takes ${count}: set network.zones to as many.`,
        },
      ],
    },
  };
}

/**
 * The first of a region's zones. A subnet keeps the zone of its creation: AWS adds zones and closes some for a while, and
 * every subnet after such a one would be replaced.
 */
export const firstZones = ({ names }: DataAwsAvailabilityZones, count: number): Zones => ({
  names: Array.from({ length: count }, (_, index) => Fn.element(names, index) as string),
  lifecycle: { ...USERS_FIRST, ignoreChanges: ['availability_zone'] },
});
