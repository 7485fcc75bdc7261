using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Shadowing.Clustering;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>
/// Where palettes are registered and commands are carried out, over the lives of several actor systems. It takes the place of
/// Petabridge.Cmd's <c>PetabridgeCmd</c> and keeps its shape, so that a palette moves there by changing <c>using</c> lines.
/// </summary>
public sealed partial class PaletteHost : IDisposable
{
    private const string SupervisorName = "pbm";

    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _sync = new();
    private readonly IClusterView _cluster;
    private readonly ILogger _log;
    private readonly SortedDictionary<string, CommandPaletteHandler> _handlers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopped = new();
    private (ActorSystem System, IActorRef Supervisor)? _attached;

    internal PaletteHost(IClusterView cluster, ILogger log)
    {
        _cluster = cluster;
        _log = log;
        _cluster.SystemStarted += OnSystemStarted;
    }

    /// <summary>The actor system that runs now.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ActorSystem Sys
    {
        get
        {
            lock (_sync)
                return _attached?.System ?? throw new InvalidOperationException("no actor system runs on this node right now");
        }
    }

    /// <summary>The registered palettes, by name.</summary>
    public IReadOnlyList<CommandPaletteHandler> Palettes
    {
        get
        {
            lock (_sync)
                return [.. _handlers.Values];
        }
    }

    /// <summary>Registers a palette.</summary>
    /// <returns>False when there is one of that name already.</returns>
    public bool RegisterCommandPalette(CommandPaletteHandler handler)
    {
        lock (_sync)
        {
            if (!_handlers.TryAdd(handler.Palette.ModuleName, handler))
                return false;

            if (_attached is not null)
                Register(handler);

            return true;
        }
    }

    /// <summary>Carries out a command and gives its answer piece by piece; to stop reading ends the command.</summary>
    /// <param name="command">The command, as a <see cref="CommandParser"/> read it.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="NoActorSystemException">No actor system runs on this node.</exception>
    /// <exception cref="ArgumentException">The command's palette is not registered.</exception>
    public async IAsyncEnumerable<CommandResponse> ExecuteAsync(Command command, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopped.Token);
        var handler = Find(command.Palette);
        if (!IsRunning(_cluster.System) && handler.WithoutSystem(command, ended.Token) is { } detached)
        {
            await foreach (var response in detached.ConfigureAwait(false))
                yield return response;
            yield break;
        }

        var (system, supervisor) = Attach(_cluster.System);
        var answer = new AnswerQueue();
        var session = await OpenAsync(supervisor, new PaletteSupervisorActor.Open(handler.HandlerProps, command, answer), ended.Token).ConfigureAwait(false);
        try
        {
            await foreach (var response in answer.ReadAllAsync(ended.Token).ConfigureAwait(false))
                yield return response;
        }
        finally
        {
            system.Stop(session);
        }
    }

    /// <summary>Ends all commands and attaches to no further actor system.</summary>
    public void Dispose()
    {
        _cluster.SystemStarted -= OnSystemStarted;
        _stopped.Cancel();
    }

    private CommandPaletteHandler Find(string palette)
    {
        lock (_sync)
            return _handlers.GetValueOrDefault(palette) ?? throw new ArgumentException($"there is no palette '{palette}'", nameof(palette));
    }

    private async Task<IActorRef> OpenAsync(IActorRef supervisor, PaletteSupervisorActor.Open open, CancellationToken cancellationToken)
    {
        try
        {
            var opened = await supervisor.Ask<PaletteSupervisorActor.Opened>(open, OpenTimeout, cancellationToken).ConfigureAwait(false);
            return opened.Session;
        }
        catch (AskTimeoutException)
        {
            throw NoActorSystem();
        }
    }

    private void OnSystemStarted(ActorSystem system)
    {
        try
        {
            Attach(system);
        }
        catch (Exception failure)
        {
            // Raised while the cluster starts: palettes must not keep a node from joining. The next command tries again.
            LogAttachFailure(_log, failure);
        }
    }

    // One palette that cannot start must not take the others along; its commands will say what is missing.
    private void Register(CommandPaletteHandler handler)
    {
        try
        {
            handler.OnRegister(this);
        }
        catch (Exception failure)
        {
            LogRegisterFailure(_log, handler.Palette.ModuleName, failure);
        }
    }

    private (ActorSystem System, IActorRef Supervisor) Attach(ActorSystem? system)
    {
        if (!IsRunning(system))
            throw NoActorSystem();

        lock (_sync)
        {
            if (_attached is { } attached && ReferenceEquals(attached.System, system))
                return attached;

            var now = (system, system.ActorOf(Props.Create(() => new PaletteSupervisorActor()), SupervisorName));
            _attached = now;
            foreach (var handler in _handlers.Values)
                Register(handler);

            return now;
        }
    }

    private static bool IsRunning([NotNullWhen(true)] ActorSystem? system) => system is { WhenTerminated.IsCompleted: false };

    private NoActorSystemException NoActorSystem()
    {
        var state = _cluster.Read();
        return new NoActorSystemException($"no actor system runs on this node right now: {state.NotReadyReason ?? "it is being started anew"}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The command palettes could not be started in the new actor system")]
    private static partial void LogAttachFailure(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The palette {Palette} could not be started")]
    private static partial void LogRegisterFailure(ILogger log, string palette, Exception failure);
}
