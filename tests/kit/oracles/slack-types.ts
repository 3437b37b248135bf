import type { HomeView, KnownBlock, ModalView } from '@slack/types';

export interface BotMessage {
  text: string;
  blocks: KnownBlock[];
}

export interface BotHome extends Omit<HomeView, 'blocks'> {
  blocks: KnownBlock[];
}

export interface BotModal extends Omit<ModalView, 'blocks'> {
  blocks: KnownBlock[];
}
