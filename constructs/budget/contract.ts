/** Budget, the same on every cloud: it has no outputs that other constructs use. */
import { Component } from '../../core/cdktf/component';
import type { BudgetProps } from './schema';

export abstract class Budget extends Component<BudgetProps> {}
