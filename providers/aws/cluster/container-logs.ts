/**
 * What containers write, in CloudWatch: the add-on with Fluent Bit, told to send nothing else. By itself it also collects the
 * nodes' logs, Container Insights and Application Signals, which are charged for, and makes log groups that keep everything.
 */
import type { ContainerLogsProps } from '../../../constructs/cluster/schema';
import type { Foundation } from '../foundation/foundation';
import { allow, arnOf, type Statement } from '../iam/statement';

/** The add-on. Older versions than v6.2 have no switches for what is turned off here. */
export const LOG_ADDON = 'amazon-cloudwatch-observability';

/** The service account of its agents. */
export const LOG_WRITER = { namespace: 'amazon-cloudwatch', serviceAccount: 'cloudwatch-agent' };

/** Of a cluster that is named; no agent has made a group of this name before. */
export const containerLogGroup = (clusterName: string): string => `/aws/eks/${clusterName}/containers`;

/** The group is there already, with its retention: nobody may make another one. */
export const logStatements = (group: string, foundation: Foundation): Statement[] => [
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(foundation, 'logs', `log-group:${group}:*`)),
];

/** Files of Fluent Bit's configuration that the add-on fills by default: logs of nodes and of what runs on them. */
const OF_NODES = ['dataplane-log.conf', 'host-log.conf'];

/** github.com/aws-observability/helm-charts, charts/amazon-cloudwatch-observability/values.yaml */
export const logAddonValues = (group: string, region: string, { excludeNamespaces }: ContainerLogsProps) => ({
  containerInsights: { enabled: false },
  manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
  // Fluent Bit mounts a certificate that only comes with an agent: one for the cluster, without anything to do.
  agents: [{ name: 'cloudwatch-agent', mode: 'deployment', config: { agent: { region } } }],
  containerLogs: {
    enabled: true,
    fluentBit: {
      config: {
        extraFiles: {
          'application-log.conf': configuration(group, region, excludeNamespaces),
          ...Object.fromEntries(OF_NODES.map((file) => [file, '# Nothing of the nodes is sent.\n'])),
        },
      },
    },
  },
});

/** Of all containers but its own, whose messages about a failure would be sent, and fail, in turn. */
const configuration = (group: string, region: string, excluded: readonly string[]): string => `[INPUT]
  Name                tail
  Tag                 application.*
  Path                /var/log/containers/*.log
  Exclude_Path        ${['fluent-bit*_amazon-cloudwatch_*', ...excluded.map((namespace) => `*_${namespace}_*`)]
    .map((files) => `/var/log/containers/${files}.log`)
    .join(', ')}
  multiline.parser    docker, cri
  DB                  /var/fluent-bit/state/flb_container.db
  Mem_Buf_Limit       50MB
  Skip_Long_Lines     On
  Refresh_Interval    10
  Rotate_Wait         30
  storage.type        filesystem
  Read_from_Head      On

[FILTER]
  Name                kubernetes
  Match               application.*
  Kube_URL            https://kubernetes.default.svc:443
  Kube_Tag_Prefix     application.var.log.containers.
  Merge_Log           On
  Merge_Log_Key       log_processed
  K8S-Logging.Parser  On
  K8S-Logging.Exclude Off
  Labels              Off
  Annotations         Off
  Use_Kubelet         On
  Kubelet_Port        10250
  Buffer_Size         0

[OUTPUT]
  Name                cloudwatch_logs
  Match               application.*
  region              ${region}
  log_group_name      ${group}
  log_stream_prefix   \${HOST_NAME}-
  auto_create_group   false
  extra_user_agent    container-insights
`;
