/** Environments whose servers are followed by replicas that stand by in the second region, in a network of the range `recovery.cidr`. */
import { planSubnets } from '../network/subnets';
import { isManaged } from './managed';
import { isReplicated } from './recovery';
import type { Environment } from './schema';

/** The environment, whose network lets the replicas through. */
export function withReplicas(environment: Environment): Environment {
  const { network, recovery } = environment;
  if (!recovery || !isReplicated(recovery) || !isManaged(network) || recovery.cidr === undefined) return environment;
  const { cidr } = recovery;
  const { zones } = network;
  const said = recovery.differences['network'] as object | undefined;
  const { database } = planSubnets({ zones, subnets: undefined, ...said, cidr });
  return { ...environment, network: { ...network, replicaCidrs: [...network.replicaCidrs, ...database] } };
}
