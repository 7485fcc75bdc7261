using ActorProxy.Admin.Logs;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Logs;

/// <summary>The palette <c>log</c>.</summary>
internal sealed class LogPaletteHandler : CommandPaletteHandler
{
    private readonly NodeLog _log;
    private readonly LogExecution _execution;

    public LogPaletteHandler(NodeLog log, ILogger audit)
        : base(LogCommands.Palette)
    {
        _log = log;
        _execution = new LogExecution(log, audit);
        HandlerProps = Props.Create(() => new StreamingHandlerActor(LogCommands.Palette, _execution.ExecuteAsync));
    }

    public override Props HandlerProps { get; }

    // Akka asks its own level before it makes a message; debug messages are only made when somebody wants them.
    public override void OnRegister(PaletteHost plugin)
    {
        var system = plugin.Sys;
        Apply(_log.Minimum);
        _log.MinimumChanged += Apply;
        system.WhenTerminated.ContinueWith(_ => _log.MinimumChanged -= Apply, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        void Apply(LogLevel minimum) => system.EventStream.SetLogLevel(minimum <= LogLevel.Debug ? Akka.Event.LogLevel.DebugLevel : Akka.Event.LogLevel.InfoLevel);
    }

    public override IAsyncEnumerable<CommandResponse> WithoutSystem(Command command, CancellationToken cancellationToken) =>
        _execution.ExecuteAsync(command, cancellationToken);

    public override IEnumerable<string> Suggest(CommandArgument argument) =>
        argument.Name == LogCommands.LevelName ? LogLevels.Names : base.Suggest(argument);
}
