using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>One command under way: makes the handler actor, gives it the command, and passes its answer on.</summary>
internal sealed class PaletteSessionActor : ReceiveActor
{
    private readonly Props _handler;
    private readonly Command _command;
    private readonly AnswerQueue _answer;
    private string _endedBecause = "the actor system of this node has stopped";
    private Exception? _failure;
    private bool _answered;

    public PaletteSessionActor(Props handler, Command command, AnswerQueue answer)
    {
        _handler = handler;
        _command = command;
        _answer = answer;
        Receive<CommandResponse>(PassOn);
        Receive<Terminated>(_ =>
        {
            _endedBecause = _failure is null ? "the command ended without a last answer" : $"the command failed: {_failure.Message}";
            Context.Stop(Self);
        });
    }

    protected override void PreStart()
    {
        var handler = Context.Watch(Context.ActorOf(_handler, "handler"));
        handler.Tell(_command);
    }

    // A handler that fails is not restarted: its command is lost, and the session says so.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        _failure = failure;
        return Directive.Stop;
    });

    protected override void PostStop()
    {
        if (!_answered)
            _answer.TryWrite(new ErroredCommandResponse(_endedBecause));

        _answer.Complete();
    }

    private void PassOn(CommandResponse response)
    {
        if (!_answer.TryWrite(response))
        {
            _answered = true;
            _answer.Complete(new InvalidOperationException("the client reads more slowly than the command answers"));
            Context.Stop(Self);
        }
        else if (response.Final)
        {
            _answered = true;
            Context.Stop(Self);
        }
    }
}
