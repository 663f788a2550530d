import { startFromArguments } from './node.ts';

startFromArguments();
