/** Ids of the examples in the OpenAPI file. A test puts real ones in their place and sends every example. */
export const EXAMPLE = {
  raffleId: '01936f2a-8c00-7000-8000-000000000001',
  drawId: '01936f2a-8c00-7000-8000-000000000002',
  resultId: '01936f2a-8c00-7000-8000-000000000003',
  orderId: '01936f2a-8c00-7000-8000-000000000004',
  paymentId: '01936f2a-8c00-7000-8000-000000000005',
  receiptId: '01936f2a-8c00-7000-8000-000000000006',
  channelId: '01936f2a-8c00-7000-8000-000000000007',
  contactId: '01936f2a-8c00-7000-8000-000000000008',
  userId: '01936f2a-8c00-7000-8000-000000000009',
  apiKeyId: '01936f2a-8c00-7000-8000-00000000000a',
  broadcastId: '01936f2a-8c00-7000-8000-00000000000b',
  disqualificationId: '01936f2a-8c00-7000-8000-00000000000c',
  sessionId: '01936f2a-8c00-7000-8000-00000000000d',
  at: '2027-01-15T14:30:00.000Z',
} as const;
