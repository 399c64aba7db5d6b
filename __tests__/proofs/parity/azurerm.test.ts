import { proveOn } from './on';

proveOn('azurerm');
