/** What the lists of a network let through, read from the Terraform of its stack, as each cloud evaluates them. */
import { contains } from '../../core/cidr';
import type { CloudName } from './environments';
import type { Attributes, Stack } from './synth';

export interface Connection {
  readonly from: string;
  readonly to: string;
  /** What forwards its packets: a NAT gateway, or a load balancer that leaves the client's address on them. */
  readonly via?: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Whether a connection is let through, with its answers. */
export type Lets = (connection: Connection) => boolean;

const holds = (range: string, address: string): boolean => contains(range, `${address}/32`);
const all = (stack: Stack, type: string): [string, Attributes][] => Object.entries(stack.json.resource?.[type] ?? {});

// ---- AWS: network ACLs see packets, where they enter or leave a subnet ----

/** Ports at which answers arrive: the first, one that Linux chooses, and the last. */
const EPHEMERAL = [1024, 40_000, 65_535];

interface Entry {
  readonly egress: boolean;
  readonly number: number;
  readonly allow: boolean;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly range: string;
}

const inline =
  (egress: boolean) =>
  (entry: Attributes): Entry => ({
    egress,
    number: entry.rule_no,
    allow: entry.action === 'allow',
    protocol: entry.protocol,
    from: entry.from_port,
    to: entry.to_port,
    range: entry.cidr_block,
  });

function entriesOf(stack: Stack, id: string, { ingress = [], egress = [] }: Attributes): Entry[] {
  const rules = all(stack, 'aws_network_acl_rule')
    .filter(([, { network_acl_id: acl }]) => acl === `\${aws_network_acl.${id}.id}`)
    .map(([, rule]): Entry => ({
      egress: rule.egress,
      number: rule.rule_number,
      allow: rule.rule_action === 'allow',
      protocol: rule.protocol,
      from: rule.from_port,
      to: rule.to_port,
      range: rule.cidr_block,
    }));
  const entries = [...ingress.map(inline(false)), ...egress.map(inline(true)), ...rules] as Entry[];
  return entries.sort((a, b) => a.number - b.number);
}

function onAws(stack: Stack): Lets {
  const acls = all(stack, 'aws_network_acl').map(([id, acl]) => ({ acl, entries: entriesOf(stack, id, acl) }));
  const subnets = all(stack, 'aws_subnet').map(([id, { cidr_block: range }]) => ({
    range: range as string,
    entries: acls.find(({ acl }) => acl.subnet_ids.includes(`\${aws_subnet.${id}.id}`))?.entries,
  }));
  const subnetOf = (address: string) => subnets.find(({ range }) => holds(range, address));
  /** A packet passes a border of the subnet in which `here` is, to or from `there`. */
  const passes = (
    here: string,
    egress: boolean,
    there: string,
    { protocol, port }: Pick<Connection, 'protocol' | 'port'>,
  ): boolean => {
    const entries = subnetOf(here)?.entries;
    if (!entries || subnetOf(here) === subnetOf(there)) return true;
    const deciding = entries.find(
      (entry) =>
        entry.egress === egress &&
        (entry.protocol === '-1' || (entry.protocol === protocol && entry.from <= port && port <= entry.to)) &&
        holds(entry.range, there),
    );
    return deciding?.allow ?? false;
  };
  const goes = (
    from: string,
    to: string,
    via: string | undefined,
    what: Pick<Connection, 'protocol' | 'port'>,
  ): boolean =>
    passes(from, true, to, what) &&
    (via === undefined || (passes(via, false, from, what) && passes(via, true, to, what))) &&
    passes(to, false, from, what);
  return ({ from, to, via, protocol, port }) =>
    goes(from, to, via, { protocol, port }) &&
    EPHEMERAL.every((answer) => goes(to, from, via, { protocol, port: answer }));
}

// ---- Google: firewall rules of machines, where a connection begins and where it arrives ----

interface FirewallRule {
  readonly direction: string;
  readonly priority: number;
  readonly allows: boolean;
  readonly protocols: readonly { readonly protocol: string; readonly ports?: readonly string[] }[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const isIn = (port: number, ports: string): boolean => {
  const [from = 0, to = from] = ports.split('-').map(Number);
  return from <= port && port <= to;
};

/** @param isMachine whether an address is one of a machine of the project: of nodes, of pods, or of a load balancer before them */
function onGoogle(stack: Stack, isMachine: (address: string) => boolean): Lets {
  const ofGke = { direction: 'INGRESS', priority: 1000, allows: true, from: ['0.0.0.0/0'], to: [BALANCER] };
  const rules: FirewallRule[] = all(stack, 'google_compute_firewall').map(([, rule]) => ({
    direction: rule.direction,
    priority: rule.priority,
    allows: rule.allow !== undefined,
    protocols: rule.allow ?? rule.deny,
    from: rule.source_ranges ?? ['0.0.0.0/0'],
    to: rule.destination_ranges ?? ['0.0.0.0/0'],
  }));
  // GKE opens every port of a public service.
  const ordered = [...rules, { ...ofGke, protocols: [{ protocol: 'tcp' }] }].sort(
    (a, b) => a.priority - b.priority || Number(a.allows) - Number(b.allows),
  );
  const decides = (way: string, { from, to, protocol, port }: Connection): boolean | undefined =>
    ordered.find(
      (rule) =>
        rule.direction === way &&
        rule.from.some((range) => holds(range, from)) &&
        rule.to.some((range) => holds(range, to)) &&
        rule.protocols.some(
          (one) =>
            one.protocol === 'all' ||
            (one.protocol === protocol && (one.ports === undefined || one.ports.some((ports) => isIn(port, ports)))),
        ),
    )?.allows;
  return (connection) =>
    (!isMachine(connection.from) || (decides('EGRESS', connection) ?? true)) &&
    (!isMachine(connection.to) || (decides('INGRESS', connection) ?? false));
}

// ---- Azure: security groups of subnets ----

/** Of a load balancer of the cluster: nodes get its packets with this address on them. */
export const BALANCER_ADDRESS = '198.51.100.80';
const BALANCER = `${BALANCER_ADDRESS}/32`;
/** From here Azure's load balancers ask. */
const AZURE_PROBES = '168.63.129.16';
export const FRONT_DOOR_ADDRESS = '147.243.0.9';

/** Rules that every group ends with. */
const ENDING: readonly Attributes[] = [
  ['Inbound', 'VirtualNetwork', 'VirtualNetwork', 'Allow'],
  ['Inbound', 'AzureLoadBalancer', '*', 'Allow'],
  ['Inbound', '*', '*', 'Deny'],
  ['Outbound', 'VirtualNetwork', 'VirtualNetwork', 'Allow'],
  ['Outbound', '*', 'Internet', 'Allow'],
  ['Outbound', '*', '*', 'Deny'],
].map(([direction, from, to, access], index) => ({
  ...{ direction, access, protocol: '*', priority: 65_000 + index },
  ...{ source_address_prefix: from, destination_address_prefix: to, destination_port_range: '*' },
}));

function onAzure(stack: Stack, pods: string): Lets {
  const [network] = all(stack, 'azurerm_virtual_network').map(([, one]) => one.address_space[0] as string);
  const isPublic = (address: string): boolean => !/^(10|100|172|192)\./.test(address);
  const tags: Readonly<Record<string, (address: string) => boolean>> = {
    '*': () => true,
    VirtualNetwork: (address) => holds(network ?? '', address),
    Internet: isPublic,
    AzureLoadBalancer: (address) => address === AZURE_PROBES,
    'AzureFrontDoor.Backend': (address) => address === FRONT_DOOR_ADDRESS,
  };
  const isOf = (prefix: string, address: string): boolean =>
    /^\d/.test(prefix) ? holds(prefix, address) : (tags[prefix]?.(address) ?? false);
  const ends = (rule: Attributes, end: string, address: string): boolean =>
    [rule[`${end}_address_prefix`], ...(rule[`${end}_address_prefixes`] ?? [])]
      .filter(Boolean)
      .some((prefix: string) => isOf(prefix, address));
  const groups = Object.fromEntries(
    all(stack, 'azurerm_network_security_group').map(([id, { security_rule: rules }]) => [
      id,
      [...rules, ...ENDING].sort((a: Attributes, b: Attributes) => a.priority - b.priority) as Attributes[],
    ]),
  );
  const subnets = all(stack, 'azurerm_subnet').map(
    ([
      id,
      {
        address_prefixes: [range],
      },
    ]) => ({ id, range: range as string }),
  );
  const groupOf = (address: string): readonly Attributes[] | undefined => {
    if (holds(pods, address) || address === BALANCER_ADDRESS) return groups.network_private;
    const id = subnets.find(({ range }) => holds(range, address))?.id.replace(/_\d+$/, '');
    return id === undefined ? undefined : groups[id];
  };
  const decides = (
    rules: readonly Attributes[] | undefined,
    way: string,
    { from, to, protocol, port }: Connection,
  ): boolean =>
    rules === undefined ||
    rules.find(
      (rule) =>
        rule.direction === way &&
        ['*', protocol].includes((rule.protocol as string).toLowerCase()) &&
        ends(rule, 'source', from) &&
        ends(rule, 'destination', to) &&
        [rule.destination_port_range, ...(rule.destination_port_ranges ?? [])]
          .filter(Boolean)
          .some((ports: string) => ports === '*' || isIn(port, ports)),
    )?.access === 'Allow';
  return (connection) => {
    const [source, target] = [groupOf(connection.from), groupOf(connection.to)];
    return decides(source, 'Outbound', connection) && decides(target, 'Inbound', connection);
  };
}

export interface Pods {
  readonly pods: string;
  readonly nodes: readonly string[];
}

/** The lists of an infrastructure stack. */
export function listsOf(cloud: CloudName, stack: Stack, { pods, nodes }: Pods): Lets {
  const machines = [...nodes, pods, BALANCER];
  return {
    aws: () => onAws(stack),
    google: () => onGoogle(stack, (address) => machines.some((range) => holds(range, address))),
    azurerm: () => onAzure(stack, pods),
  }[cloud]();
}
