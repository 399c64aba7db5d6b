import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const ONE_BY_ONE = 'a subnetwork spans all zones, so each range becomes one subnetwork, and none is tied to a zone';

const RANGES =
  "a network has one set of rules: those of a list name the tier's ranges, and the public tier's those of public load balancers too; answers need no rule";
const CALLERS =
  "rules name the ranges of Google's services, and are asked where a call begins; these services call nothing";

const FIREWALL = {
  direction: 'google_compute_firewall.direction',
  allow: 'google_compute_firewall.allow, google_compute_firewall.deny',
  protocol: 'google_compute_firewall.allow.protocol',
  ports: 'google_compute_firewall.allow.ports',
  cidr: 'google_compute_firewall.source_ranges, google_compute_firewall.destination_ranges',
};

export const parity: ParityOf<NetworkProps> = {
  cidr: native('google_compute_subnetwork.ip_cidr_range, one per tier: half, a quarter and an eighth of it'),
  secondaryCidr: emulated(
    'google_compute_global_address of purpose VPC_PEERING, google_sql_database_instance.settings.ip_configuration.allocated_ip_range',
    'a network spans all regions, so there is no second one: databases in the secondary region take their addresses from the range',
  ),
  joinedWith: native('google_compute_subnetwork.network, google_compute_firewall.network'),
  replicaCidrs: unsupported('servers that replicate are in one VPC network', 'leave it out for Google'),
  zones: emulated(
    'google_container_cluster.node_locations, google_compute_router_nat.nat_ips',
    'subnetworks span all zones: only nodes spread over this many zones, and addresses of Cloud NAT with "per-zone"',
  ),
  nat: emulated(
    'google_compute_router_nat.nat_ips',
    'Cloud NAT survives the loss of any zone: "single" gives it one address, "per-zone" one for each zone, each with its own ports',
  ),
  'subnets.public': emulated('google_compute_subnetwork.ip_cidr_range', ONE_BY_ONE),
  'subnets.private': emulated('google_compute_subnetwork.ip_cidr_range', `${ONE_BY_ONE}; nodes are in the first`),
  'subnets.database': emulated(
    'google_compute_subnetwork.ip_cidr_range',
    `${ONE_BY_ONE}; they contain endpoints, because Cloud SQL and Memorystore for Redis are in targets.google.servicesCidr`,
  ),
  flowLogs: native('google_compute_subnetwork.log_config, google_compute_firewall.log_config'),
  'flowLogs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  'flowLogs.intervalSeconds': native('google_compute_subnetwork.log_config.aggregation_interval'),
  'privateAccess.objectStorage': native('google_dns_managed_zone storage.googleapis.com, google_compute_route'),
  'privateAccess.registry': native(
    'google_dns_managed_zone pkg.dev, gcr.io, artifactregistry.googleapis.com, google_compute_route',
  ),
  'privateAccess.secrets': native(
    'google_dns_managed_zone secretmanager.googleapis.com, cloudkms.googleapis.com, google_compute_route',
  ),
  accessLists: emulated('google_compute_firewall', RANGES),
  ...accessListRows((tier, property) => emulated(FIREWALL[property], tier === 'database' ? CALLERS : RANGES)),
};
