import { proveOn } from './on';

proveOn('aws');
