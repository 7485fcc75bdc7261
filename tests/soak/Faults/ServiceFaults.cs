using ActorProxy.Soak.Services;
using ActorProxy.Testing.Http;

namespace ActorProxy.Soak.Faults;

/// <summary>Shadows misbehave.</summary>
internal static class ServiceFaults
{
    /// <summary>One of them answers nothing.</summary>
    public static Fault Hang { get; } = new("shadow hangs", (scene, random) => AnswerAsync(scene, random, Reply.Never));

    public static IEnumerable<Fault> All { get; } =
    [
        Hang,
        new("shadow is slow (700 ms)", (scene, random) => AnswerAsync(scene, random, new Reply { Delay = TimeSpan.FromMilliseconds(700) })),
        new("shadow resets", (scene, random) => AnswerAsync(scene, random, Reply.Reset)),
        new("shadow answers 500", (scene, random) => AnswerAsync(scene, random, new Reply { Status = 500 })),
        new("shadow refuses", RefuseAsync),
    ];

    private static async Task<string> AnswerAsync(SoakScene scene, Random random, Reply reply)
    {
        var (shadow, length) = (One(scene, random), Length(random));
        shadow.AnswerWith(reply);
        await Task.Delay(length);
        shadow.AnswerWith(new Reply());
        return $"{shadow.Server.Name} for {length.TotalSeconds:0.0} s";
    }

    private static async Task<string> RefuseAsync(SoakScene scene, Random random)
    {
        var (shadow, length) = (One(scene, random), Length(random));
        shadow.Server.Refuse();
        await Task.Delay(length);
        shadow.Server.ComeBack();
        return $"{shadow.Server.Name} for {length.TotalSeconds:0.0} s";
    }

    private static Receipts One(SoakScene scene, Random random) => scene.Services.Shadows.Values.ElementAt(random.Next(scene.Services.Shadows.Count));

    private static TimeSpan Length(Random random) => TimeSpan.FromSeconds(2 + (random.NextDouble() * 8));
}
