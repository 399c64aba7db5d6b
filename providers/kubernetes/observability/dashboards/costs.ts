/** Dashboard of costs: of nodes and volumes, and of namespaces, by what their pods use or reserve. */
import { HOURS_PER_MONTH } from '../../../../core/sizing/list-price';
import type { Dashboard } from '../dashboard';

const GIB = 2 ** 30;
const monthly = (hourly: string): string => `${HOURS_PER_MONTH} * ${hourly}`;

/** Costs of an hour: what containers of a namespace hold on each node, at the price of the node. */
const held = (amount: string, price: string): string =>
  `sum by (namespace) (sum by (namespace, node) (${amount}) * on (node) group_left () max by (node) (${price}))`;

const cpu = held('container_cpu_allocation', 'node_cpu_hourly_cost');
const memory = held(`container_memory_allocation_bytes / ${GIB}`, 'node_ram_hourly_cost');
const volumes = `sum by (namespace) (sum by (namespace, persistentvolume) (pod_pvc_allocation / ${GIB}) * on (persistentvolume) group_left () max by (persistentvolume) (pv_hourly_cost))`;

export const COSTS: Dashboard = {
  id: 'costs',
  title: 'Costs',
  panels: [
    {
      title: 'CPU and memory, a month',
      unit: 'currencyUSD',
      queries: { '{{namespace}}': monthly(`(${cpu} + ${memory})`) },
    },
    { title: 'Volumes, a month', unit: 'currencyUSD', queries: { '{{namespace}}': monthly(volumes) } },
    {
      title: 'Nodes, a month',
      unit: 'currencyUSD',
      queries: { nodes: monthly('sum(max by (node) (node_total_hourly_cost))') },
    },
    {
      title: 'Nodes that nobody uses or reserves, a month',
      unit: 'currencyUSD',
      queries: { idle: monthly(`(sum(max by (node) (node_total_hourly_cost)) - sum(${cpu} + ${memory}))`) },
    },
  ],
};
