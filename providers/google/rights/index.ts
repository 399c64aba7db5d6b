/** Rights on Google: members of the roles of projects, buckets, keys, secrets, zones and accounts. */
import { bindings, wideBindings } from '../../../core/rights/bindings';
import { readable, type Resource, type Resources } from '../../../core/rights/resources';
import type { CloudRights, Right, RightsReader } from '../../../core/rights/right';
import { wide } from './wide';

const PODS = /\/subject\/ns\/([^/]+)\/sa\/([^/]+)$/;
/** Pods that act as an account of Google are members by the pool and their own account. */
const IMPERSONATING = /^serviceAccount:.*\[([^/\]]+)\/([^\]]+)\]$/;
const RUNS = /^principalSet:.*\/attribute\.deploy_identity\/(.+)$/;
const AGENT = /^serviceAccount:(?:service-|project-)?\$\{[^}]*\}@([\w-]+)\.(?:iam\.)?gserviceaccount\.com$/;

/** Service agents whose emails Google tells. */
const TOLD_AGENT = /^serviceAccount:\$\{(?:data\.)?(\w+)\.\w+\.service_account(?:_id)?\}$/;
const TOLD_AGENTS: Readonly<Record<string, string>> = {
  google_logging_project_cmek_settings: 'gcp-sa-logging',
  google_scc_v2_project_notification_config: 'gcp-sa-scc-notification',
};

/** Who a member is: pods, runs of a pipeline, a service agent, an account of the stack, or itself. */
function holderOf(member: unknown, resources: Resources): Pick<Right, 'who' | 'as'> {
  const text = String(member);
  const [, namespace, serviceAccount] = PODS.exec(text) ?? IMPERSONATING.exec(text) ?? [];
  if (namespace !== undefined) return { who: `pods ${namespace}/${String(serviceAccount)}` };
  const run = RUNS.exec(text)?.[1];
  if (run !== undefined) return { who: runsOf(run, resources) };
  const agent = AGENT.exec(text)?.[1] ?? TOLD_AGENTS[TOLD_AGENT.exec(text)?.[1] ?? ''];
  if (agent !== undefined) return { who: `service agent ${agent}` };
  const account = resources.at(member);
  if (!account) return { who: readable(text) };
  return { who: usersOf(account, resources), as: account.address };
}

/** Runs that enter as an identity: by a provider of its own, or by one whose tokens tell of several. */
function runsOf(identity: string, resources: Resources): string {
  const conditions = resources.of('google_iam_workload_identity_pool_provider').flatMap(({ values }) => {
    const mapping = String((values['attribute_mapping'] as Record<string, unknown>)['attribute.deploy_identity']);
    if (mapping === `'${identity}'`) return [String(values['attribute_condition'])];
    return mapping.split(' : ').flatMap((branch) => {
      const [condition, chosen] = branch.split(' ? ');
      return chosen === `'${identity}'` ? [String(condition)] : [];
    });
  });
  return `runs where ${conditions[0] ?? identity}`;
}

/** Pods or runs that may act as an account, or what it was made for. */
function usersOf({ address, values }: Resource, resources: Resources): string {
  const users = resources
    .of('google_service_account_iam_member')
    .filter(({ values: { service_account_id: id, role } }) => {
      return resources.at(id)?.address === address && role === 'roles/iam.workloadIdentityUser';
    })
    .map(({ values: { member } }) => holderOf(member, resources).who);
  return users.join(', ') || String(values['description']).replace(/^Used by /, '');
}

function describeRole(role: unknown, resources: Resources): string {
  const custom = resources.at(role);
  if (!custom) return String(role);
  return `${custom.address} (${[custom.values['permissions']].flat().join(', ')})`;
}

/** A role on what an argument names. */
const member =
  (argument: string): RightsReader =>
  ({ values }, resources) => {
    const { expression } = (values['condition'] ?? {}) as { readonly expression?: string };
    return [
      {
        ...holderOf(values['member'], resources),
        may: [describeRole(values['role'], resources)],
        on: [readable(String(values[argument]))],
        ...(expression !== undefined && { when: expression }),
        // Only a condition on the resource makes a right on the project narrower.
        isWide: argument === 'project' && !expression?.includes('resource.'),
      },
    ];
  };

export const rights: CloudRights = {
  readers: {
    ...bindings,
    google_project_iam_member: member('project'),
    google_storage_bucket_iam_member: member('bucket'),
    google_kms_crypto_key_iam_member: member('crypto_key_id'),
    google_secret_manager_secret_iam_member: member('secret_id'),
    google_pubsub_topic_iam_member: member('topic'),
    google_dns_managed_zone_iam_member: member('managed_zone'),
    google_service_account_iam_member: member('service_account_id'),
  },
  wide: [...wide, ...wideBindings],
};
