/** The guide on keep-alive: its programs run against a peer that answers pings and one that never does, and its figures are counted. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, mkdirSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, describe, test } from 'node:test';
import Ws, { WebSocketServer } from 'ws';
import { certificate } from '../src/measure/certificate.ts';
import { PIP_FOLDER } from '../src/measure/groups/pip.ts';
import { OPCODE } from '../src/measure/frames.ts';
import { closedPort, connectRaw, type Wire } from '../src/measure/peer.ts';
import { guideFacts } from '../src/lib/model/guideFacts.ts';
import { entriesOf, valueOf } from './support/fixture-content.ts';
import { complaint, has, inFolder, put } from './support/prose-code.ts';
