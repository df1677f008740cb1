using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>A solution in memory on which code fixes are applied.</summary>
public sealed class FixRun : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly CodeFixProvider _fix;
    private readonly DiagnosticAnalyzer[] _analyzers;

    /// <summary>A workspace without projects.</summary>
    public FixRun(CodeFixProvider fix, params DiagnosticAnalyzer[] analyzers)
    {
        _fix = fix;
        _analyzers = analyzers;
        Solution = _workspace.CurrentSolution;
    }

    /// <summary>The solution as it is now.</summary>
    public Solution Solution { get; private set; }

    /// <summary>Adds a compilation as a project: its trees as documents, its references, and other projects of the solution.</summary>
    public ProjectId Add(Compilation compilation, params ProjectId[] references)
    {
        ProjectId id = ProjectId.CreateNewId();
        Solution = Solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            compilation.AssemblyName!,
            compilation.AssemblyName!,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees.First().Options,
            metadataReferences: compilation.References.Where(reference => reference is not CompilationReference),
            projectReferences: references.Select(reference => new ProjectReference(reference))));
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Solution = Solution.AddDocument(
                DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }

        return id;
    }

    /// <summary>The titles of the fixes that are offered for the first diagnostic of a project.</summary>
    public IReadOnlyList<string> Titles(ProjectId project) => [.. Actions(project).Select(action => action.Title)];

    /// <summary>Applies the fix with a title that begins so.</summary>
    public void Apply(ProjectId project, string title)
    {
        CodeAction? action = Actions(project).FirstOrDefault(action => action.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.True(action is not null, $"No fix '{title}'. There are: {string.Join("; ", Titles(project))}");
        ImmutableArray<CodeActionOperation> operations = Wait(action.GetOperationsAsync(TestContext.Current.CancellationToken));
        Solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>What the analyzers report of a project.</summary>
    public ImmutableArray<Diagnostic> Diagnostics(ProjectId project) => AnalyzerRun.Diagnostics(CompilationOf(project), _analyzers);

    /// <summary>The compilation of a project.</summary>
    public Compilation CompilationOf(ProjectId project) =>
        Wait(Solution.GetProject(project)!.GetCompilationAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The text of a document.</summary>
    public string TextOf(ProjectId project, string document) =>
        Wait(Solution.GetProject(project)!.Documents.Single(candidate => candidate.Name == document)
            .GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    /// <inheritdoc />
    public void Dispose() => _workspace.Dispose();

    private List<CodeAction> Actions(ProjectId project)
    {
        Diagnostic diagnostic = Diagnostics(project).First(candidate => _fix.FixableDiagnosticIds.Contains(candidate.Id));
        Document document = Solution.GetDocument(diagnostic.Location.SourceTree)!;
        List<CodeAction> actions = [];
        CodeFixContext context = new(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        _fix.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return actions;
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
