/** Why rights on Google hold for a whole project. */
import type { WideReason } from '../../../core/rights/right';

export const wide: readonly WideReason[] = [
  {
    of: /^google_project_iam_member\.deploy_\w+_read$/,
    may: /./,
    because: 'a plan looks for everything that the stack has; it changes nothing',
  },
  {
    of: /^google_project_iam_member\.deploy_\w+_policy_/,
    may: /./,
    because: '`policies` of the identity names it',
  },
  {
    of: /^google_project_iam_member\.deploy_\w+_invalidation$/,
    may: /./,
    because: 'URL maps have no policies, and conditions do not know them; it drops what is asked for again',
  },
  {
    of: /cluster_nodes/,
    may: /^roles\/container\.defaultNodeServiceAccount$/,
    because: 'nodes write logs and metrics, which belong to the project',
  },
  {
    of: /cluster_nodes/,
    may: /^roles\/artifactregistry\.reader$/,
    because: 'nodes pull images of any repository of the project, whatever runs on them',
  },
  {
    of: /identity_telemetry/,
    may: /^roles\/(telemetry\.\w+Writer|serviceusage\.serviceUsageConsumer)$/,
    because: 'traces and metrics belong to the project, and so do the calls by which they come; it reads none',
  },
  {
    of: /identity_trivy/,
    may: /^roles\/artifactregistry\.reader$/,
    because: 'scans read images of any repository of the project that nodes pull from, whatever runs on them',
  },
  {
    of: /./,
    may: /\(dns\.managedZones\.list\)$/,
    because: 'zones are found in the list of all, a permission that exists on projects only; it shows no records',
  },
  {
    of: /drill_writer/,
    may: /^roles\/logging\.logWriter$/,
    because: 'logs belong to the project; it writes entries, and reads none',
  },
  {
    of: /./,
    may: /^roles\/workflows\.invoker$/,
    because: 'Workflows has no policies of single workflows; whoever starts one gets none of its rights',
  },
  {
    of: /./,
    may: /\(cloudsql\.instances\.get\)$/,
    because: "operations, by which Cloud SQL says that a change is done, are the project's; it shows no data",
  },
  {
    of: /identity_velero/,
    may: /compute\.disks\.createSnapshot/,
    because: "disks of volumes have names of Google's own, and conditions do not know their labels",
  },
  {
    of: /./,
    may: /^roles\/pubsub\.(editor|publisher)$/,
    because: 'Storage Transfer makes topics of its own to learn of new objects, and Cloud Storage writes to them',
  },
];
