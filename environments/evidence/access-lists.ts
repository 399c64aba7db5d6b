/** Evidence of strict access lists, for the trace of any system whose network is 10.0.0.0/16 in three zones. */
import type { Evidence } from '../../index';

const subnets = (tier: string) => [1, 2, 3].map((zone) => `\${aws_subnet.network_${tier}_${zone}.id}`);

/**
 * The public tier takes HTTP and HTTPS from everywhere, and what the private tier sends to the internet; the private tier takes what
 * the network sends. Answers come to ports from 1024 on, where lists know no connections.
 */
export const accessLists: Evidence = {
  aws: {
    'aws_network_acl.network_acl_public.subnet_ids': subnets('public'),
    "aws_network_acl.network_acl_public.ingress[?protocol == 'tcp'].[cidr_block, from_port, to_port]": [
      ['0.0.0.0/0', 80, 80],
      ['0.0.0.0/0', 443, 443],
      ['0.0.0.0/0', 1024, 65_535],
    ],
    "aws_network_acl.network_acl_public.ingress[?protocol == '-1'].cidr_block": [
      '10.0.0.0/19',
      '10.0.32.0/19',
      '10.0.64.0/19',
    ],
    'aws_network_acl.network_acl_private.subnet_ids': subnets('private'),
    "aws_network_acl.network_acl_private.ingress[?protocol == '-1' || protocol == 'tcp'].[cidr_block, from_port]": [
      ['10.0.0.0/16', 0],
      ['0.0.0.0/0', 1024],
    ],
  },
  google: {
    'google_compute_firewall.network_list_public_in_allow_1.[source_ranges, allow[0]]': [
      ['0.0.0.0/0'],
      { protocol: 'tcp', ports: ['80', '443'] },
    ],
    'google_compute_firewall.network_list_private_in_allow_1.[source_ranges, destination_ranges]': [
      ['10.0.0.0/16', '172.24.0.0/14'],
      ['10.0.0.0/17', '172.24.0.0/14'],
    ],
    'google_compute_firewall.[network_list_public_in_rest, network_list_private_in_rest][].deny[].protocol': [
      'all',
      'all',
    ],
  },
  azurerm: {
    "azurerm_network_security_group.network_public.security_rule[?name == 'public-in-1'].[protocol, destination_port_ranges]":
      [['Tcp', ['80', '443']]],
    "azurerm_network_security_group.network_private.security_rule[?name == 'private-in-1'].source_address_prefixes[]": [
      '10.0.0.0/16',
      '100.64.0.0/14',
    ],
    "azurerm_network_security_group.[network_public, network_private][].security_rule[?access == 'Deny'].name[]": [
      'public-in-others',
      'private-in-others',
      'deny-other-inbound',
    ],
  },
};
