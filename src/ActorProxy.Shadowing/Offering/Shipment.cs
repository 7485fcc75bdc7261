namespace ActorProxy.Shadowing.Offering;

/// <summary>What an edge's stream moves: a batch of encoded copies, or one copy that is too large for a batch.</summary>
/// <param name="Bytes">The encoded copies as fields of a batch; or the large copy's own encoding.</param>
/// <param name="Count">Copies in it; 1 for a large one.</param>
/// <param name="IsLarge">Whether it must travel in parts.</param>
/// <param name="BudgetBytes">Bytes of the budget that it holds until it is admitted or given up.</param>
internal sealed record Shipment(ReadOnlyMemory<byte> Bytes, int Count, bool IsLarge, long BudgetBytes);
