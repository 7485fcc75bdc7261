namespace ActorProxy.Shadowing.Comparing;

/// <summary>In what way a field is different, seen from production.</summary>
/// <remarks>The numbers are part of the wire format: never reuse one.</remarks>
public enum DifferenceKind
{
    /// <summary>Production has it, the other has not.</summary>
    Missing = 0,

    /// <summary>The other has it, production has not.</summary>
    Added = 1,

    /// <summary>Both have it, of different types (text and number, JSON and something else).</summary>
    Type = 2,

    /// <summary>Both have it, with different values.</summary>
    Value = 3,

    /// <summary>The same elements in another order.</summary>
    Order = 4,

    /// <summary>Another number of elements.</summary>
    Length = 5,
}

/// <summary>The kinds of difference and their public names.</summary>
public static class DifferenceKinds
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = 6;

    private static readonly string[] Names = ["missing", "added", "type", "value", "order", "length"];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<DifferenceKind> All { get; } = [.. Enumerable.Range(0, Count).Select(i => (DifferenceKind)i)];

    /// <summary>The name used in the admin API and <c>pbm</c>, such as <c>missing</c>.</summary>
    public static string Name(this DifferenceKind kind) => Names[(int)kind];
}

/// <summary>One field that is different.</summary>
/// <param name="Path">
/// <c>status</c>; <c>reply</c> (one of the two did not answer); <c>header:NAME</c> and <c>trailer:NAME</c> in lower case; <c>body</c> (as a whole);
/// <c>message[*]</c> (gRPC); or a JSON path whose array indices are grouped, such as <c>$.items[*].price</c>.
/// </param>
/// <param name="Kind">In what way.</param>
public readonly record struct FieldDifference(string Path, DifferenceKind Kind);
