/** What runs inside a cluster: one class for each construct, the same on every cloud. */
import type { Platform } from '../../constructs/platform';
import { Addon } from './addon';
import { ClickHouseCluster } from './click-house-cluster';
import { KafkaCluster } from './kafka-cluster';
import { Namespace } from './namespace';
import { Observability } from './observability';
import * as clickHouseCluster from './parity/click-house-cluster';
import * as kafkaCluster from './parity/kafka-cluster';
import * as namespace from './parity/namespace';
import * as searchCluster from './parity/search-cluster';
import * as workload from './parity/workload';
import { SearchCluster } from './search-cluster';
import { StorageClass } from './storage-class';
import { Workload } from './workload';

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
