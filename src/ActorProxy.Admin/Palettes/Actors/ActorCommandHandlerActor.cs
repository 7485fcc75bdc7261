using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Actors;

/// <summary>Carries out the palette <c>actor</c>.</summary>
internal sealed class ActorCommandHandlerActor : AnsweringHandlerActor
{
    public ActorCommandHandlerActor()
        : base(ActorCommands.Palette) => Answer(ActorCommands.Hierarchy.Name, Hierarchy);

    private static CommandResponse Hierarchy(Command command, ResolvedArguments arguments)
    {
        var provider = ((ExtendedActorSystem)Context.System).Provider;
        var start = arguments.ArgumentValues(ActorCommands.Path).Single();
        IEnumerable<IActorRef> roots = start.Trim('/') is { Length: > 0 } path
            ? [Find(path.Split('/'), provider) ?? throw new RequestRefusedException(404, $"there is no actor '{start}'; 'actor hierarchy' lists them all")]
            : [provider.SystemGuardian, provider.Guardian];
        var depth = Depth(arguments.ArgumentValues(ActorCommands.Depth).SingleOrDefault());
        IReadOnlyList<string> paths = [.. roots.SelectMany(root => Paths(root, depth))];
        return Render(command, paths, AdminJsonContext.Plain.IReadOnlyListString, list => string.Join('\n', list));
    }

    private static int Depth(string? text)
    {
        if (text is null)
            return int.MaxValue;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth)
            ? depth
            : throw new RequestRefusedException(400, $"'{text}' is not a depth; give a number from 0");
    }

    private static IActorRef? Find(string[] path, IActorRefProvider provider)
    {
        IActorRef? found = path[0] switch { "user" => provider.Guardian, "system" => provider.SystemGuardian, _ => null };
        foreach (var name in path.Skip(1))
            found = found is null ? null : Children(found).FirstOrDefault(child => child.Path.Name == name);
        return found;
    }

    private static IEnumerable<string> Paths(IActorRef actor, int depth)
    {
        yield return actor.Path.ToStringWithoutAddress();
        if (depth == 0)
            yield break;

        foreach (var below in Children(actor).OrderBy(child => child.Path.Name, StringComparer.Ordinal).SelectMany(child => Paths(child, depth - 1)))
            yield return below;
    }

    private static IEnumerable<IActorRef> Children(IActorRef actor) => actor is ActorRefWithCell local ? local.Children : [];
}
