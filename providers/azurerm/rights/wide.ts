/** Why rights on Azure hold for a whole resource group. */
import type { WideReason } from '../../../core/rights/right';

const GROUP = 'a lock on the cluster would keep roles on it for good; its group holds no other cluster';

export const wide: readonly WideReason[] = [
  { of: /cluster_access_/, may: /^Azure Kubernetes Service /, because: GROUP },
  { of: /cluster_access_/, may: /cluster_access_plan_role/, because: GROUP },
  {
    of: /cluster_control_plane/,
    may: /^Reader$/,
    because: 'AKS looks at the disk encryption set before it exists for long enough to be granted on',
  },
  {
    of: /identity_(cert_manager|external_dns)/,
    may: /^Reader$/,
    because: 'zones are found in the list of their group',
  },
  {
    of: /identity_velero/,
    may: /Microsoft\.Compute\/snapshots/,
    because: "snapshots and the disks that are restored from them have names of Velero's own",
  },
];
