/** What Google makes of a network's properties. */
import type { NetworkProps } from '../../../constructs/network/schema';
import { emulated, native, type ParityOf } from '../../../core/parity';

const ONE_BY_ONE = 'a subnetwork spans all zones, so each range given is one subnetwork, and none is tied to a zone';

export const parity: ParityOf<NetworkProps> = {
  cidr: native('google_compute_subnetwork.ip_cidr_range, one a tier: half, a quarter and an eighth of it'),
  secondaryCidr: emulated(
    'google_compute_global_address of purpose VPC_PEERING, google_sql_database_instance.settings.ip_configuration.allocated_ip_range',
    'a network spans all regions and needs no second: the range is the one that databases in the secondary region take addresses from',
  ),
  zones: emulated(
    'google_container_cluster.node_locations, google_compute_router_nat.nat_ips',
    'subnetworks span all zones: what spreads over this many are nodes, and addresses of Cloud NAT with "per-zone"',
  ),
  nat: emulated(
    'google_compute_router_nat.nat_ips',
    'Cloud NAT outlives the loss of any zone: "single" gives it one address, "per-zone" one for each zone, with the ports that come with it',
  ),
  'subnets.public': emulated('google_compute_subnetwork.ip_cidr_range', ONE_BY_ONE),
  'subnets.private': emulated('google_compute_subnetwork.ip_cidr_range', `${ONE_BY_ONE}; nodes stand in the first`),
  'subnets.database': emulated(
    'google_compute_subnetwork.ip_cidr_range',
    `${ONE_BY_ONE}; they hold endpoints, since Cloud SQL and Memorystore for Redis live in targets.google.servicesCidr`,
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
};
