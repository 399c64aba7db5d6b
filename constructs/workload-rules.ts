/** Rules of a workload: what Kubernetes, an add-on or another construct would refuse, or never do. */
import type { RuleTable } from './rules';
import type { WorkloadProps } from './workload';
import { accessRules } from './workload-rules/access';
import type { WorkloadContext } from './workload-rules/context';
import { fileRules } from './workload-rules/files';
import { jobRules } from './workload-rules/jobs';
import { networkRules } from './workload-rules/network';
import { podRules } from './workload-rules/pods';
import { probeRules } from './workload-rules/probes';
import { resourceRules } from './workload-rules/resources';
import { rolloutRules } from './workload-rules/rollout';
import { routeRules } from './workload-rules/routes';
import { scalingRules } from './workload-rules/scaling';
import { secretRules } from './workload-rules/secrets';

export const workloadRules: RuleTable<WorkloadProps, WorkloadContext> = [
  ...podRules,
  ...resourceRules,
  ...probeRules,
  ...fileRules,
  ...secretRules,
  ...accessRules,
  ...networkRules,
  ...routeRules,
  ...scalingRules,
  ...rolloutRules,
  ...jobRules,
];
