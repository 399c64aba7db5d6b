/** Who may do what: the table lacks nothing that stands in the Terraform, and nothing in it is wide without a reason. */
import { rightsOf } from '../../app/rights/rights';
import type { ExplainedRight } from '../../core/rights/right';
import { clouds, providers } from '../../providers';
import { designs } from '../helpers/designs';
import { type CloudName, CLOUDS, on, wholeWith } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { type Attributes, type Stack, synth } from '../helpers/synth';
import { PLACE } from './probes/places';

/** Types that could grant something by their names, and do not. */
const GRANT_NOTHING: Readonly<Record<string, string>> = {
  aws_cloudfront_cache_policy: 'how long answers are kept',
  aws_cloudfront_origin_access_control: 'signs requests; the policy of the bucket says who may read',
  aws_cloudfront_response_headers_policy: 'headers of answers',
  aws_eks_pod_identity_association: "names a role's pods, as the role itself does",
  aws_iam_openid_connect_provider: 'lets roles name the cluster; no role here does',
  aws_elasticache_user_group: 'names users, of whom their rights are told',
  aws_iam_account_password_policy: 'how long passwords are',
  aws_iam_policy: 'told where it is attached to a role',
  aws_iam_role: 'who may assume it, of whom its rights are told',
  aws_iam_service_linked_role: 'a role of a service, with rights that AWS gives it',
  aws_network_acl: 'traffic',
  aws_network_acl_rule: 'traffic',
  aws_s3_account_public_access_block: 'refuses',
  aws_s3_bucket_lifecycle_configuration: 'when objects go',
  aws_s3_bucket_public_access_block: 'refuses',
  aws_wafv2_web_acl: 'which requests are let through',
  aws_wafv2_web_acl_association: 'joins it with the load balancer',
  aws_wafv2_web_acl_logging_configuration: 'where its records go; the policy of the group says who may write',
  azurerm_cdn_frontdoor_firewall_policy: 'which requests are let through',
  azurerm_cdn_frontdoor_security_policy: 'joins it with hosts',
  azurerm_federated_identity_credential: "names an identity's pods or runs",
  azurerm_role_definition: 'a role, told where it is assigned',
  azurerm_storage_container_immutability_policy: 'refuses',
  azurerm_storage_management_policy: 'when objects go',
  azurerm_subscription_policy_assignment: 'an identity, of which its rights are told',
  azurerm_subscription_policy_remediation: 'has a policy act, with the rights of its assignment',
  azurerm_user_assigned_identity: 'an identity, of which its rights are told',
  google_compute_security_policy: 'which requests are let through',
  google_compute_ssl_policy: 'versions of TLS',
  google_iam_workload_identity_pool: 'holds providers',
  google_iam_workload_identity_pool_provider:
    'which runs enter the pool; what they may be is in the policy of an account',
  google_network_connectivity_service_connection_policy: 'addresses of endpoints',
  google_monitoring_alert_policy: 'alerts',
  google_org_policy_policy: 'refuses',
  google_project_iam_audit_config: 'what is recorded',
  google_project_iam_custom_role: 'a role, told where it is granted',
  google_project_iam_member_remove: 'takes a right away',
  google_sql_user: 'a role of the server, to which the pod that keeps users gives its rights',
  kubernetes_network_policy_v1: 'traffic',
  kubernetes_cluster_role_v1: 'a role, told where it is bound',
};
const MAY_GRANT =
  /iam|role|polic|permission|federated|access|grant|binding|member|identity_association|acl|user|cloudformation_stack/;

const zonedOn = (cloud: CloudName) => ({
  ...wholeWith({ dnsZones: { main: { domain: 'example.com', ...(cloud !== 'azurerm' && { queryLogs: {} }) } } }),
  system: 'zoned',
});
const governed = { ...wholeWith({ account: { auditTrail: { reads: ['secrets', 'objects'] } } }), system: 'governed' };
const STATES = {
  aws: { kind: 's3', bucket: 'acme-state', region: 'us-east-1' },
  google: { kind: 'gcs', bucket: 'acme-state' },
  azurerm: { kind: 'azurerm', resourceGroup: 'acme-state', storageAccount: 'acmestate', container: 'states' },
};
const targetStates = Object.fromEntries(CLOUDS.map((cloud) => [cloud, { state: STATES[cloud] }]));
const applied = {
  from: { github: { repository: 'acme/shop', subjects: [{ environment: 'production' }] } },
  apply: ['infrastructure', 'platform'],
  policies: {
    aws: ['arn:aws:iam::123456789012:policy/deploy'],
    google: ['projects/acme-test/roles/deploy'],
    azurerm: ['Contributor'],
  },
};
const planned = { from: applied.from, plan: ['infrastructure', 'platform'] };
const deployed = {
  ...wholeWith({ targets: targetStates, deployIdentities: { applied, planned } }),
  system: 'deployed',
};
const logged = { ...wholeWith({ cluster: { logs: { containers: {} } } }), system: 'logged' };
const balanced = { ...wholeWith(PLACE.webFirewall({})), system: 'balanced' };
const environmentsOn = (cloud: CloudName) => [
  everything,
  zonedOn(cloud),
  governed,
  deployed,
  logged,
  balanced,
  ...Object.values(designs),
];
const rightsOn = (cloud: CloudName): ReadonlyMap<string, readonly ExplainedRight[]> =>
  new Map(
    environmentsOn(cloud)
      .flatMap((one) => rightsOf({ ...providers, environments: [on(cloud, one)] }))
      .map(({ stack, rights }) => [stack, rights]),
  );

/** Objects of a bucket that is named are no wildcard. */
const isWild = (text: string): boolean => /[*?]/.test(text) && !/^aws_s3_bucket\.\w+\/[\w/-]*\*$/.test(text);

const occurrences = (text: unknown, part: string): number => String(text).split(part).length - 1;

/** Bindings in a release of our own objects. */
const bindingsIn = ({ chart, values }: Attributes): number =>
  String(chart).startsWith('assets/objects_chart')
    ? [...String(values).matchAll(/kind: (Cluster)?RoleBinding\n/g)].length
    : 0;

/** How many rights a resource grants, by its text. */
function grantsIn(address: string, resource: Attributes): number {
  const { policy, template_body: template, access_string: commands, container_access_type: access } = resource;
  if (policy !== undefined) return occurrences(policy, '"Effect" = "Allow"');
  if (address.startsWith('helm_release.')) return bindingsIn(resource);
  if (template !== undefined) return occurrences(template, '"AccessString" = "on ');
  if (String(commands).startsWith('off ') || access === 'private') return 0;
  return address.startsWith('aws_eks_access_entry.') && resource.kubernetes_groups === undefined ? 0 : 1;
}

describe.each(CLOUDS)('on %s', (cloud) => {
  const stacks: Readonly<Record<string, Stack>> = Object.assign(
    {},
    ...environmentsOn(cloud).map((one) => synth(on(cloud, one))),
  );
  const rights = rightsOn(cloud);
  const { readers, wide } = clouds[cloud].rights;

  it('every resource that could grant something is read, or known to grant nothing', () => {
    const types = new Set(Object.values(stacks).flatMap(({ json }) => Object.keys(json.resource ?? {})));
    const unknown = [...types].filter((type) => MAY_GRANT.test(type) && !(type in readers) && !(type in GRANT_NOTHING));
    expect(unknown).toEqual([]);
  });

  it('every statement that allows, every role and every assignment is in the table', () => {
    for (const [name, stack] of Object.entries(stacks)) {
      const told = rights.get(name)!;
      const granting = stack
        .addresses()
        .filter((address) => address.split('.')[0]! in readers || address.startsWith('helm_release.'));
      for (const address of granting) {
        const allowed = grantsIn(address, stack.resource(address));
        expect([address, told.filter((right) => right.address === address).length]).toEqual([address, allowed]);
      }
    }
  });

  it('each names somebody, something and a resource', () => {
    for (const { who, may, on: resources, address } of [...rights.values()].flat()) {
      expect([address, who]).not.toEqual([address, expect.stringMatching(/^$|undefined|\[object|\$\{|^\*$/)]);
      expect([address, ...may, ...resources]).not.toContain('undefined');
      expect(may.length * resources.length).toBeGreaterThan(0);
    }
  });

  it('each with a wildcard in its actions or resources is wide', () => {
    const wild = [...rights.values()].flat().filter(({ may, on: resources }) => [...may, ...resources].some(isWild));
    expect(wild.filter(({ isWide }) => !isWide)).toEqual([]);
    expect(wild.length > 0).toBe(cloud !== 'google');
  });

  it('each that is wide has a reason, and each reason is needed', () => {
    const all = [...rights.values()].flat();
    expect(all.filter(({ isWide, because }) => isWide && because === undefined)).toEqual([]);
    const given = new Set(all.map(({ because }) => because));
    expect(wide.filter(({ because }) => !given.has(because))).toEqual([]);
  });
});

describe('reasons', () => {
  const onAws = [...rightsOn('aws').values()].flat();
  const onAzure = [...rightsOn('azurerm').values()].flat();
  const reasonsOf = (
    all: readonly ExplainedRight[],
    ofWhom: (right: ExplainedRight) => boolean,
  ): (string | undefined)[] => [
    ...new Set(all.filter((right) => ofWhom(right) && right.isWide).map(({ because }) => because)),
  ];

  it.each([
    [
      'a service that encrypts logs',
      ({ who }: ExplainedRight) => who.startsWith('logs.'),
      /^the actions that encrypt events/,
    ],
    [
      'an administrator of a cluster',
      ({ may }: ExplainedRight) => may.includes('policy AmazonEKSClusterAdminPolicy'),
      /^administrators, and whoever applies/,
    ],
    [
      'whoever plans what runs in it',
      ({ may }: ExplainedRight) => may.includes('policy AmazonEKSAdminViewPolicy'),
      /^a plan reads whatever runs/,
    ],
    [
      'a reader of secrets by their names',
      ({ on: resources }: ExplainedRight) => resources.some((one) => one.includes('?')),
      /^AWS appends six characters/,
    ],
  ])('%s has one of its own on AWS', (_, ofWhom, reason) => {
    expect(reasonsOf(onAws, ofWhom)).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    ['the control plane in the network', 'Network Contributor ', /^AKS puts nodes/],
    ['the control plane at its address', 'Network Contributor ', /^AKS joins its load balancer/],
    ['an administrator of a cluster', 'Azure Kubernetes Service RBAC Cluster Admin ', /^administrators, and whoever/],
  ])("%s has one, whose role of Azure's own holds a wildcard", (_, role, reason) => {
    const isOfRole = ({ may }: ExplainedRight) => may.some((one) => one.startsWith(role));
    expect(onAzure.filter((right) => isOfRole(right) && !right.isWide)).toEqual([]);
    expect(reasonsOf(onAzure, isOfRole)).toContainEqual(expect.stringMatching(reason));
  });
});
