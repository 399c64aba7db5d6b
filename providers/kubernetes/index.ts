/** What runs inside a cluster: one class for each construct, the same on every cloud. */
import type { Platform } from '../../constructs/platform';
import { Addon } from './addon/addon';
import { ClickHouseCluster } from './click-house-cluster/click-house-cluster';
import { KafkaCluster } from './kafka-cluster/kafka-cluster';
import { Namespace } from './namespace/namespace';
import { Observability } from './observability/observability';
import * as clickHouseCluster from './click-house-cluster/parity';
import * as kafkaCluster from './kafka-cluster/parity';
import * as namespace from './namespace/parity';
import * as searchCluster from './search-cluster/parity';
import * as workload from './workload/parity';
import { SearchCluster } from './search-cluster/search-cluster';
import { StorageClass } from './storage-class/storage-class';
import { Workload } from './workload/workload';

export const kubernetes = {
  StorageClass,
  Namespace,
  Addon,
  KafkaCluster,
  ClickHouseCluster,
  SearchCluster,
  Workload,
  Observability,

  parity: {
    namespace: namespace.parity,
    workload: workload.parity,
    kafkaCluster: kafkaCluster.parity,
    clickHouseCluster: clickHouseCluster.parity,
    searchCluster: searchCluster.parity,
  },
} satisfies Platform;
