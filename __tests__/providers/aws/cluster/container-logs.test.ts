/** Logs of containers on AWS: the group, who may write to it, and what the add-on is told to send. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Stack, synth } from '../../../helpers/synth';

const stackOf = (containers: object | false, cluster: object = {}): Stack =>
  synth(
    on(
      'aws',
      wholeWith({ cluster: { logs: { containers }, ...cluster }, databases: null, caches: null, objectStores: null }),
    ),
  )['acme-test-aws']!;
const ADDON = 'aws_eks_addon.cluster_addons_amazon_cloudwatch_observability';
const GROUP = 'aws_cloudwatch_log_group.cluster_container_logs';
const WRITES = 'log-group:/aws/eks/acme-test/containers:*';

it('are kept nowhere unasked', () => {
  const stack = stackOf(false);
  expect(stack.addresses().filter((address) => /container_logs|observability/.test(address))).toEqual([]);
});

describe('the group', () => {
  it('has the retention and the key of the cluster, before anybody writes to it', () => {
    const stack = stackOf({ retentionDays: 60 });
    expect(stack.resource(GROUP)).toMatchObject({
      name: '/aws/eks/acme-test/containers',
      retention_in_days: 60,
      kms_key_id: '${aws_kms_key.keys_cluster.arn}',
    });
    expect(stack.resource(ADDON).depends_on).toContain(GROUP);
    expect(stack.resource(ADDON).configuration_values).toContain('auto_create_group   false');
  });

  it("may use the key: CloudWatch's own service, for groups of clusters alone", () => {
    const { policy } = stackOf({}).resource('aws_kms_key.keys_cluster');
    expect(policy).toContain('{"Service" = "logs.us-east-1.amazonaws.com"}');
    expect(policy).toContain('"kms:EncryptionContext:aws:logs:arn"');
    expect(policy).toContain('log-group:/aws/eks/*"');
    expect(stackOf({}).resource('aws_kms_key.keys_databases').policy).not.toContain('logs.');
  });

  it("is left to AWS' own key with `cloud`", () => {
    expect(stackOf({}, { encryptionKey: 'cloud' }).resource(GROUP)).not.toHaveProperty('kms_key_id');
  });
});

describe('the add-on', () => {
  it('writes by an identity of its own, to this group and without making another one', () => {
    const stack = stackOf({});
    expect(stack.resource(ADDON).pod_identity_association).toEqual([
      { role_arn: '${aws_iam_role.cluster_addons_container_logs.arn}', service_account: 'cloudwatch-agent' },
    ]);
    expect(stack.resource('aws_iam_role.cluster_addons_container_logs').assume_role_policy).toContain(
      '"aws:RequestTag/kubernetes-namespace" = "amazon-cloudwatch"',
    );
    const { policy } = stack.resource('aws_iam_role_policy.cluster_addons_container_logs_policy');
    expect(policy).toContain('"Action" = ["logs:CreateLogStream", "logs:PutLogEvents"]');
    expect(policy).toContain(WRITES);
    expect(policy).not.toContain('CreateLogGroup');
  });

  it('writes as the node without workload identity', () => {
    const stack = stackOf({}, { workloadIdentity: false });
    expect(stack.resource(ADDON)).not.toHaveProperty('pod_identity_association');
    expect(stack.resource('aws_iam_role_policy.cluster_nodes_policy').policy).toContain(WRITES);
  });

  it('sends what containers write, and neither metrics nor traces nor logs of nodes', () => {
    const values = stackOf({}).resource(ADDON).configuration_values;
    expect(values).toContain('"containerInsights" = {"enabled" = false}');
    expect(values).toContain('"monitorAllServices" = false');
    expect(values).toContain('"config" = {"agent" = {"region" = "us-east-1"}}');
    for (const file of ['dataplane-log.conf', 'host-log.conf'])
      expect(values).toContain(`"${file}" = "# Nothing of the nodes is sent.\\n"`);
    expect(values).toContain('log_group_name      /aws/eks/acme-test/containers\\n');
    expect(values).toContain('log_stream_prefix   $${HOST_NAME}-');
  });

  it('leaves out namespaces, and itself', () => {
    const files = (containers: object) =>
      /Exclude_Path +([^\\]*)/.exec(stackOf(containers).resource(ADDON).configuration_values as string)![1];
    expect(files({})).toBe('/var/log/containers/fluent-bit*_amazon-cloudwatch_*.log');
    expect(files({ excludeNamespaces: ['kube-system'] })).toBe(
      '/var/log/containers/fluent-bit*_amazon-cloudwatch_*.log, /var/log/containers/*_kube-system_*.log',
    );
  });

  it('is new enough to be told so on every channel', () => {
    const version = stackOf({}, { upgradeChannel: 'stable' });
    expect(
      version.json.data.aws_eks_addon_version.cluster_addons_amazon_cloudwatch_observability_version.most_recent,
    ).toBe(true);
    expect(version.json.data.aws_eks_addon_version.cluster_addons_coredns_version.most_recent).toBe(false);
  });
});
