using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Edge.Hosting;

/// <summary>
/// Memory for what the server reads from and writes to its connections, in larger blocks than its own pool's 4 KiB: each block is a system call
/// of its own, which makes them the larger part of what a long body costs. Connections hold no block while they are idle.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 16 * 1024;

    /// <summary>Blocks kept for later, 64 MiB; those beyond are left to the garbage collector.</summary>
    private const int MostKept = 4096;

    private readonly ConcurrentQueue<Block> _free = new();
    private int _kept;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="BlockBytes"/>.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!_free.TryDequeue(out var block)) return new Block(this);
        Interlocked.Decrement(ref _kept);
        block.IsRented = true;
        return block;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _free.Clear();
    }

    private void Return(Block block)
    {
        if (_isDisposed) return;
        if (Interlocked.Increment(ref _kept) > MostKept) Interlocked.Decrement(ref _kept);
        else _free.Enqueue(block);
    }

    /// <summary>Pinned for its life, as sockets need it pinned for each of their calls.</summary>
    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(
            GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public bool IsRented { get; set; } = true;

        public void Dispose()
        {
            if (!IsRented) return;
            IsRented = false;
            pool.Return(this);
        }
    }
}

/// <summary>Gives the server's transport and HTTP layers their <see cref="BlockPool"/>.</summary>
internal sealed class BlockPoolFactory : IMemoryPoolFactory<byte>
{
    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
}
