/** The platform: a kit for each construct inside a cluster, the same on every cloud. */
import { TimeProvider } from '@cdktf/provider-time/lib/provider';

import type { InClusterKits } from '../../constructs/in-cluster';
import { Access } from './access/access';
import { Addon } from './addon/addon';
import { chart } from './chart';
import { clickHouseCluster } from './click-house-cluster';
import { DatabaseUsers } from './database-users/database-users';
import { kafkaCluster } from './kafka-cluster';
import { namespace } from './namespace';
import { Observability } from './observability/observability';
import { PriorityClasses } from './priority-classes/priority-classes';
import { searchCluster } from './search-cluster';
import { StorageClass } from './storage-class/storage-class';
import { workload } from './workload';

export const kubernetes = {
  configure: (stack) => {
    new TimeProvider(stack, 'time');
  },

  StorageClass,
  PriorityClasses,
  Access,
  Addon,
  DatabaseUsers,
  Observability,

  kits: {
    namespace,
    workload,
    kafkaCluster,
    clickHouseCluster,
    searchCluster,
    chart,
  },
} satisfies InClusterKits;
