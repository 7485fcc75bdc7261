namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>What two services answered to the same request.</summary>
/// <param name="Production">Production's status, or one of the numbers below 100 of <see cref="Of"/>.</param>
/// <param name="Other">The shadow's or the baseline's, likewise.</param>
public readonly record struct StatusPair(int Production, int Other)
{
    /// <summary>The pair of two replies.</summary>
    public static StatusPair Of(Reply production, Reply other) => new(Number(production), Number(other));

    /// <summary>A status as text: <c>200</c>, or <c>timed_out</c>, <c>refused</c>, <c>reset</c>.</summary>
    public static string Text(int number) => number switch
    {
        (int)ReplyEnd.TimedOut => "timed_out",
        (int)ReplyEnd.ConnectFailed => "refused",
        (int)ReplyEnd.Reset => "reset",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static int Number(Reply reply) => reply.IsAnswered ? reply.Status : (int)reply.End;
}
