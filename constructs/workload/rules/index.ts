/** Rules of a workload: what Kubernetes, an add-on or another construct would refuse, or silently never do. */
import type { RuleTable } from '../../../core/rules/rule';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import type { WorkloadProps } from '../schema';
import { accessRules } from './access';
import { fileRules } from './files';
import { jobRules } from './jobs';
import { networkRules } from './network';
import { podRules } from './pods';
import { probeRules } from './probes';
import { resourceRules } from './resources';
import { rolloutRules } from './rollout';
import { routeRules } from './routes';
import { scalingRules } from './scaling';
import { secretRules } from './secrets';
import { tlsRules } from './tls';

export const workloadRules: RuleTable<WorkloadProps, InClusterContext> = [
  ...podRules,
  ...resourceRules,
  ...probeRules,
  ...fileRules,
  ...secretRules,
  ...accessRules,
  ...networkRules,
  ...routeRules,
  ...tlsRules,
  ...scalingRules,
  ...rolloutRules,
  ...jobRules,
];
