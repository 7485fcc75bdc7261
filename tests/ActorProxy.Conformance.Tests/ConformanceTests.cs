using ActorProxy.Conformance.Tests.Model;
using ActorProxy.Conformance.Tests.Running;

namespace ActorProxy.Conformance.Tests;

/// <summary>Every file below <c>Cases</c> is a test; its name is the file's path. README.md says how they are written.</summary>
[Collection(BedCollection.Name)]
public sealed class ConformanceTests(TestBed bed)
{
    public static TheoryData<string> Paths => [.. CaseFiles.Paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Case(string path)
    {
        var problems = await bed.RunAsync(path);

        Assert.True(problems.Count == 0, $"{path}\n{string.Join('\n', problems)}");
    }
}
