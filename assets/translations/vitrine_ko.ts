<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>AblationDialog</name>
    <message>
        <source>What each part brings</source>
        <translation>각 부분의 효과</translation>
    </message>
    <message>
        <source>The paper&apos;s ablation</source>
        <translation>논문의 제거 실험</translation>
    </message>
    <message>
        <source>Measured here</source>
        <translation>여기서 측정한 값</translation>
    </message>
    <message>
        <source>The paper&apos;s table</source>
        <translation>논문의 표</translation>
    </message>
    <message>
        <source>Mildenhall et al. 2020, Table 2: means over eight synthetic scenes at 800 × 800. These are the paper&apos;s figures, not measured here.</source>
        <translation>Mildenhall 외 2020, 표 2: 800 × 800 합성 장면 여덟 개의 평균입니다. 논문의 수치이며 여기서 측정한 값이 아닙니다.</translation>
    </message>
    <message>
        <source>Measured here, on the bundled scene</source>
        <translation>여기서 측정한 값, 함께 제공되는 장면</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>수치 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>No row has the present switches ({field}, {photos} photos).</source>
        <translation>현재 설정에 해당하는 행이 없습니다({field}, 사진 {photos}장).</translation>
    </message>
    <message>
        <source>Marked: the present switches ({field}, {photos} photos).</source>
        <translation>표시된 행: 현재 설정({field}, 사진 {photos}장).</translation>
    </message>
    <message>
        <source>Marked: the row with the present switches. The present field is {field}, not the paper&apos;s network: compare what is lost, not the figures.</source>
        <translation>표시된 행: 현재 설정. 현재 필드는 논문의 네트워크가 아닙니다({field}). 수치가 아니라 줄어든 정도를 비교하십시오.</translation>
    </message>
    <message>
        <source>Nothing was measured with this version.</source>
        <translation>이 버전으로 측정한 값이 없습니다.</translation>
    </message>
    <message>
        <source>Medians of the seeds, {minutes:.0f} minutes of training each; {machine}.</source>
        <translation>여러 시드의 중앙값, 학습 시간 각 {minutes:.0f}분, {machine}.</translation>
    </message>
</context>
<context>
    <name>AnswerBars</name>
    <message>
        <source>Answer</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>click a class to explain it</source>
        <translation>클래스를 누르면 근거를 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Rollout up to this layer</source>
        <translation>이 레이어까지의 롤아웃</translation>
    </message>
    <message>
        <source>Rollout by gradient: {name}</source>
        <translation>기울기 롤아웃: {name}</translation>
    </message>
    <message>
        <source>Relevance for {name}</source>
        <translation>관련도: {name}</translation>
    </message>
    <message>
        <source>In layer {layer} of {network}, the bright places look at the class token.</source>
        <translation>네트워크 {network}, 레이어 {layer}: 밝은 곳이 클래스 토큰을 봅니다.</translation>
    </message>
    <message>
        <source>In layer {layer} of {network}, the class token looks at the bright places.</source>
        <translation>네트워크 {network}, 레이어 {layer}: 클래스 토큰이 밝은 곳을 봅니다.</translation>
    </message>
    <message>
        <source>In layer {layer} of {network}, the bright places look at the patch in row {row}, column {column}.</source>
        <translation>네트워크 {network}, 레이어 {layer}: 밝은 곳이 {row}행 {column}열의 패치를 봅니다.</translation>
    </message>
    <message>
        <source>In layer {layer} of {network}, the patch in row {row}, column {column} looks at the bright places.</source>
        <translation>네트워크 {network}, 레이어 {layer}: {row}행 {column}열의 패치가 밝은 곳을 봅니다.</translation>
    </message>
    <message>
        <source>A patch sees only its window of {rows} × {columns} patches.</source>
        <translation>패치는 {rows} × {columns} 패치 크기의 자기 윈도우 안만 봅니다.</translation>
    </message>
    <message>
        <source>The windows are shifted by {rows} and {columns}.</source>
        <translation>윈도우가 {rows}행 {columns}열만큼 옮겨져 있습니다.</translation>
    </message>
    <message>
        <source>How much each patch is looked at</source>
        <translation>각 패치가 받는 시선</translation>
    </message>
    <message>
        <source>What the class token looks at</source>
        <translation>클래스 토큰이 보는 곳</translation>
    </message>
    <message>
        <source>What all patches look at</source>
        <translation>모든 패치가 보는 곳</translation>
    </message>
</context>
<context>
    <name>AttentionAside</name>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>Distance of heads</source>
        <translation>헤드의 거리</translation>
    </message>
    <message>
        <source>Entropy, part of the largest</source>
        <translation>최대 대비 엔트로피</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>farthest</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>widest</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>narrowest</source>
        <translation>최소</translation>
    </message>
</context>
<context>
    <name>AttentionStage</name>
    <message>
        <source>Looks at</source>
        <translation>보는 곳</translation>
    </message>
    <message>
        <source>Looked at by</source>
        <translation>보는 쪽</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>패치</translation>
    </message>
    <message>
        <source>Class token</source>
        <translation>클래스 토큰</translation>
    </message>
    <message>
        <source>Point at a patch to ask it. A click keeps it and reads weights; a click on it lets go.</source>
        <translation>패치를 가리키면 그 패치에 묻습니다. 클릭하면 고정되어 가중치를 읽을 수 있고, 다시 클릭하면 풀립니다.</translation>
    </message>
    <message>
        <source>All layers, mean of the heads</source>
        <translation>모든 레이어, 헤드 평균</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>head {head}</source>
        <translation>헤드 {head}</translation>
    </message>
    <message>
        <source>mean attention distance {distance} pixels of the network&apos;s input, entropy {part} of the most</source>
        <translation>평균 어텐션 거리 {distance}픽셀(네트워크 입력 기준), 최대 대비 엔트로피 {part}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Mean of the heads</source>
        <translation>헤드 평균</translation>
    </message>
    <message>
        <source>Head {head}</source>
        <translation>헤드 {head}</translation>
    </message>
    <message>
        <source>to the class token: {share}</source>
        <translation>클래스 토큰에 주는 몫: {share}</translation>
    </message>
    <message>
        <source>to tokens that are no patch: {share}</source>
        <translation>패치가 아닌 토큰에 주는 몫: {share}</translation>
    </message>
    <message>
        <source>row {row}, column {column}: weight {weight}</source>
        <translation>{row}행 {column}열: 가중치 {weight}</translation>
    </message>
</context>
<context>
    <name>BasinMap</name>
    <message>
        <source>Basin of convergence</source>
        <translation>수렴 영역</translation>
    </message>
    <message>
        <source>Click a cell to play its run.</source>
        <translation>칸을 누르면 그 실행을 재생합니다.</translation>
    </message>
    <message>
        <source>{done} of {all} starts run</source>
        <translation>시작 {all}개 중 {done}개 실행함</translation>
    </message>
    <message>
        <source>{count} of {all} starts converge</source>
        <translation>시작 {all}개 중 {count}개 수렴</translation>
    </message>
    <message>
        <source>{angle}°, {shift}</source>
        <translation>{angle}°, {shift}</translation>
    </message>
    <message>
        <source>{start}: not run yet</source>
        <translation>{start}: 아직 실행하지 않음</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>수렴</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>수렴 실패</translation>
    </message>
    <message>
        <source>{start}: {end}, {quantity} {value}</source>
        <translation>{start}: {end}, {quantity} {value}</translation>
    </message>
    <message>
        <source>Click to play this run.</source>
        <translation>누르면 이 실행을 재생합니다.</translation>
    </message>
</context>
<context>
    <name>BelowPicture</name>
    <message>
        <source>Photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Photos and curves</source>
        <translation>사진과 곡선</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>단</translation>
    </message>
</context>
<context>
    <name>CameraSketch</name>
    <message>
        <source>The photos&apos; cameras, the scene&apos;s box and the ray</source>
        <translation>사진의 카메라, 장면 상자, 광선</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Amber: where the rays of the framed photo begin ({near:.2f}) and end ({far:.2f})</source>
        <translation>주황색: 테두리를 두른 사진의 광선 시작({near:.2f}), 끝({far:.2f})</translation>
    </message>
</context>
<context>
    <name>ChainGraph</name>
    <message>
        <source>The chain rule of one residual</source>
        <translation>한 잔차의 연쇄 법칙</translation>
    </message>
    <message>
        <source>{title}: the row of the Jacobian is {numbers}</source>
        <translation>{title}: 자코비안의 행 {numbers}</translation>
    </message>
    <message>
        <source>{symbol}, row {row}, column {column}: {value}</source>
        <translation>{symbol}, {row}행 {column}열: {value}</translation>
    </message>
    <message>
        <source>the Jacobian&apos;s row, column {column}: {value}</source>
        <translation>자코비안의 행, {column}열: {value}</translation>
    </message>
</context>
<context>
    <name>ChannelArea</name>
    <message>
        <source>The layer&apos;s channels will appear here</source>
        <translation>레이어의 채널이 여기에 나타납니다</translation>
    </message>
</context>
<context>
    <name>ChannelGrid</name>
    <message>
        <source>Channels of the layer</source>
        <translation>레이어의 채널</translation>
    </message>
    <message>
        <source>Every channel of the layer. Arrows move between channels, Enter opens one.</source>
        <translation>레이어의 모든 채널입니다. 화살표 키로 채널 사이를 이동하고 Enter로 엽니다.</translation>
    </message>
    <message>
        <source>No activations yet</source>
        <translation>아직 활성값 없음</translation>
    </message>
    <message>
        <source>by index</source>
        <translation>번호순</translation>
    </message>
    <message>
        <source>largest mean first</source>
        <translation>평균이 큰 순</translation>
    </message>
    <message>
        <source>largest maximum first</source>
        <translation>최댓값이 큰 순</translation>
    </message>
    <message>
        <source>largest variance first</source>
        <translation>분산이 큰 순</translation>
    </message>
    <message>
        <source>{count} channels of {rows} × {columns}, {sort}</source>
        <translation>채널 {count}개, {rows} × {columns}, {sort}</translation>
    </message>
    <message>
        <source>-max</source>
        <translation>-최대</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>scale: each channel its own</source>
        <translation>스케일: 채널별</translation>
    </message>
    <message>
        <source>scale: channel {channel}</source>
        <translation>스케일: 채널 {channel}</translation>
    </message>
    <message>
        <source>scale: whole network</source>
        <translation>스케일: 네트워크 전체</translation>
    </message>
    <message>
        <source>scale: whole layer (the network&apos;s is not known yet)</source>
        <translation>스케일: 레이어 전체 (네트워크의 최댓값은 아직 모름)</translation>
    </message>
    <message>
        <source>scale: whole layer</source>
        <translation>스케일: 레이어 전체</translation>
    </message>
    <message>
        <source>channel {channel} · row {row}, column {column} · {value}</source>
        <translation>채널 {channel} · 행 {row}, 열 {column} · {value}</translation>
    </message>
    <message>
        <source>channel {channel}, maximum {maximum}, mean {mean}</source>
        <translation>채널 {channel}, 최댓값 {maximum}, 평균 {mean}</translation>
    </message>
</context>
<context>
    <name>ChoiceBox</name>
    <message>
        <source>asking ...</source>
        <translation>불러오는 중 ...</translation>
    </message>
</context>
<context>
    <name>CloudBars</name>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>반사 강도</translation>
    </message>
</context>
<context>
    <name>CloudPointing</name>
    <message>
        <source>{cloud} {index}</source>
        <translation>{cloud} {index}</translation>
    </message>
    <message>
        <source>{distance} from the eye</source>
        <translation>눈에서 {distance}</translation>
    </message>
    <message>
        <source>intensity {value}</source>
        <translation>반사 강도 {value}</translation>
    </message>
    <message>
        <source>Click two points: the distance between them is measured.</source>
        <translation>두 점을 누르면 그 사이의 거리를 잽니다.</translation>
    </message>
</context>
<context>
    <name>CloudStage</name>
    <message>
        <source>Without colours of their own: {clouds}.</source>
        <translation>자기 색이 없는 점군: {clouds}.</translation>
    </message>
    <message>
        <source>Without normals, in their own colour: {clouds}.</source>
        <translation>법선이 없어 자기 색으로 표시하는 점군: {clouds}.</translation>
    </message>
    <message>
        <source>Without intensities, in their own colour: {clouds}.</source>
        <translation>반사 강도가 없어 자기 색으로 표시하는 점군: {clouds}.</translation>
    </message>
    <message>
        <source>Without residuals, in their own colour: {clouds}.</source>
        <translation>잔차가 없어 자기 색으로 표시하는 점군: {clouds}.</translation>
    </message>
    <message>
        <source>source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>source before</source>
        <translation>이전 소스</translation>
    </message>
    <message>
        <source>before</source>
        <translation>전</translation>
    </message>
    <message>
        <source>after</source>
        <translation>후</translation>
    </message>
</context>
<context>
    <name>CloudView</name>
    <message>
        <source>3-D view of {clouds}</source>
        <translation>3차원 보기: {clouds}</translation>
    </message>
    <message>
        <source>No points</source>
        <translation>점 없음</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colours from {low} to {high} {unit}</source>
        <translation>색 범위: {low} ~ {high} {unit}</translation>
    </message>
    <message>
        <source>{map}: {low:.6g} to {high:.6g} {unit}</source>
        <translation>{map}: {low:.6g} ~ {high:.6g} {unit}</translation>
    </message>
</context>
<context>
    <name>ColourPoint</name>
    <message>
        <source>Colour at the clicked point</source>
        <translation>누른 점의 색</translation>
    </message>
    <message>
        <source>first order</source>
        <translation>1차 근사</translation>
    </message>
    <message>
        <source>neighbour</source>
        <translation>이웃</translation>
    </message>
    <message>
        <source>Intensity {value}; it changes by {slope} along the arrow, fitted to {count} neighbours</source>
        <translation>밝기 {value}. 화살표를 따라 {slope}만큼 변하며, 이웃 {count}개에 맞춘 값입니다</translation>
    </message>
</context>
<context>
    <name>Confusion</name>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>{count} of {all} pictures of {true} answered rightly</source>
        <translation>“{true}” 이미지 {all}장 중 {count}장 정답</translation>
    </message>
    <message>
        <source>{count} of {all} pictures of {true} taken for {answer}</source>
        <translation>“{true}” 이미지 {all}장 중 {count}장의 예측: {answer}</translation>
    </message>
    <message>
        <source>{right} of {total} pictures answered rightly</source>
        <translation>정답 {right}/{total}장</translation>
    </message>
    <message>
        <source>share of the row</source>
        <translation>행 안의 비율</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>이미지 수</translation>
    </message>
</context>
<context>
    <name>ContourView</name>
    <message>
        <source>Energy over two parameters</source>
        <translation>두 매개변수에 대한 에너지</translation>
    </message>
    <message>
        <source>Drag the ring to start elsewhere (arrow keys; Home sends it back); the wheel zooms, 0 shows all</source>
        <translation>고리를 끌면 다른 곳에서 시작합니다(화살표 키로도 옮기고 Home으로 되돌립니다). 휠로 확대하고 0으로 전체를 봅니다</translation>
    </message>
    <message>
        <source>{place} · no energy here</source>
        <translation>{place} · 여기에는 에너지가 없음</translation>
    </message>
    <message>
        <source>{place} · energy {value}</source>
        <translation>{place} · 에너지 {value}</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>에너지</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Curves over the steps</source>
        <translation>단계에 따른 곡선</translation>
    </message>
    <message>
        <source>Click or drag to show a step; the wheel zooms, a double click shows all.</source>
        <translation>누르거나 끌면 그 단계를 보여 줍니다. 휠로 확대하고, 두 번 클릭하면 전체를 보여 줍니다.</translation>
    </message>
    <message>
        <source>{name} {step}</source>
        <translation>{name} {step}</translation>
    </message>
</context>
<context>
    <name>DensityHistogram</name>
    <message>
        <source>Histogram of the density, and the threshold</source>
        <translation>밀도의 히스토그램과 임계값</translation>
    </message>
    <message>
        <source>How many nodes of the lattice have which density; drag the line to cut elsewhere.</source>
        <translation>밀도별 격자점의 수입니다. 선을 끌면 다른 밀도에서 자릅니다.</translation>
    </message>
    <message>
        <source>{low} to {high} {unit}: {count} nodes</source>
        <translation>{low} ~ {high} {unit}: 격자점 {count}개</translation>
    </message>
    <message>
        <source>cut at {threshold} {unit}</source>
        <translation>자르는 밀도 {threshold} {unit}</translation>
    </message>
    <message>
        <source>No densities yet</source>
        <translation>아직 밀도 없음</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Alt+arrows</source>
        <translation>Alt+화살표</translation>
    </message>
    <message>
        <source>Move between units</source>
        <translation>유닛 사이 이동</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>휠</translation>
    </message>
    <message>
        <source>Zoom round the pointer</source>
        <translation>포인터 주위 확대/축소</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>See the whole picture again</source>
        <translation>전체 이미지 다시 보기</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+클릭</translation>
    </message>
    <message>
        <source>Compare with this class</source>
        <translation>이 클래스와 비교</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>On the stage</source>
        <translation>화면에서</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>Version {version}, Python {python}. An explorer for computer vision; MIT licence.</source>
        <translation>버전 {version}, Python {python}. 컴퓨터 비전 탐색기이며 MIT 라이선스를 따릅니다.</translation>
    </message>
</context>
<context>
    <name>EdgeList</name>
    <message>
        <source>Edges</source>
        <translation>간선</translation>
    </message>
    <message>
        <source>Edges of the pose graph</source>
        <translation>포즈 그래프의 간선</translation>
    </message>
    <message>
        <source>off by ({unit})</source>
        <translation>오차 ({unit})</translation>
    </message>
    <message>
        <source>off by</source>
        <translation>오차</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done}/{total}</translation>
    </message>
</context>
<context>
    <name>FeatureHistogram</name>
    <message>
        <source>Feature histograms</source>
        <translation>특징 히스토그램</translation>
    </message>
    <message>
        <source>The line over a match is the point&apos;s own histogram; left and right choose a match.</source>
        <translation>매칭 위의 선은 선택한 점 자신의 히스토그램입니다. 왼쪽과 오른쪽 화살표로 매칭을 고릅니다.</translation>
    </message>
    <message>
        <source>{angle}, bin {bin} ({span}): {value}</source>
        <translation>{angle}, 구간 {bin} ({span}): {value}</translation>
    </message>
</context>
<context>
    <name>FeatureMapsStage</name>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>유닛 수</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수 수</translation>
    </message>
    <message>
        <source>Memory of the output</source>
        <translation>출력 메모리</translation>
    </message>
    <message>
        <source>{kb:,.0f} kB</source>
        <translation>{kb:,.0f} kB</translation>
    </message>
    <message>
        <source>Exactly zero</source>
        <translation>값이 0인 비율</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>수용 영역</translation>
    </message>
    <message>
        <source>Unit ({row}, {column}) of channel {channel} can see {width:.0f} × {height:.0f} pixels; what moves it glows.</source>
        <translation>채널 {channel}의 유닛 ({row}, {column})에서 볼 수 있는 범위는 {width:.0f} × {height:.0f}픽셀입니다. 값을 움직이는 픽셀이 밝게 빛납니다.</translation>
    </message>
    <message>
        <source>Each unit of this layer can see {height:.0f} × {width:.0f} pixels of the network&apos;s input.</source>
        <translation>이 레이어의 유닛은 저마다 네트워크 입력에서 {height:.0f} × {width:.0f}픽셀을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Unit {channel} ({row}, {column})</source>
        <translation>유닛 {channel} ({row}, {column})</translation>
    </message>
    <message>
        <source>({row}, {column}) of channel {channel}</source>
        <translation>채널 {channel}의 ({row}, {column})</translation>
    </message>
    <message>
        <source>What the {channels} channels of {layer} in {network} make of the picture, {height} × {width} units each.</source>
        <translation>{network} 네트워크의 {layer} 레이어가 이 이미지에서 계산한 채널 {channels}개입니다. 채널마다 유닛이 {height} × {width}개 있습니다.</translation>
    </message>
</context>
<context>
    <name>FieldPanel</name>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>접기</translation>
    </message>
</context>
<context>
    <name>FieldPictures</name>
    <message>
        <source>What the field that trains beside it shows the camera</source>
        <translation>나란히 학습하는 필드가 카메라에 보여 주는 모습</translation>
    </message>
</context>
<context>
    <name>FieldView</name>
    <message>
        <source>What the field shows the camera</source>
        <translation>카메라에서 본 필드의 모습</translation>
    </message>
    <message>
        <source>{x}, {y} · rgb {red:.2f} {green:.2f} {blue:.2f}</source>
        <translation>{x}, {y} · rgb {red:.2f} {green:.2f} {blue:.2f}</translation>
    </message>
    <message>
        <source>depth {depth:.3g} {unit}</source>
        <translation>깊이 {depth:.3g} {unit}</translation>
    </message>
    <message>
        <source>accumulation {value:.2f}</source>
        <translation>누적 불투명도 {value:.2f}</translation>
    </message>
    <message>
        <source>off by {error:.3f}</source>
        <translation>오차 {error:.3f}</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>렌더링</translation>
    </message>
</context>
<context>
    <name>FileLine</name>
    <message>
        <source>Choose a file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Choose a file (↓)</source>
        <translation>파일 선택 (↓)</translation>
    </message>
</context>
<context>
    <name>Filming</name>
    <message>
        <source>Saving {name}</source>
        <translation>저장 중: {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
</context>
<context>
    <name>FilterGrid</name>
    <message>
        <source>Filters of the first layer</source>
        <translation>첫 레이어의 필터</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}, input channels as red, green, blue</source>
        <translation>필터 {count}개, {rows} × {columns}, 입력 채널은 빨강·초록·파랑</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}</source>
        <translation>필터 {count}개, {rows} × {columns}</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}, slice {channel} of {channels}</source>
        <translation>필터 {count}개, {rows} × {columns}, 단면 {channel}/{channels}</translation>
    </message>
    <message>
        <source>weights, all filters on one scale</source>
        <translation>가중치, 모든 필터가 같은 스케일</translation>
    </message>
    <message>
        <source>filter {number} · row {row}, column {column} · {values}</source>
        <translation>필터 {number} · 행 {row}, 열 {column} · {values}</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Find a lab, a network, a paper, a command</source>
        <translation>실습, 네트워크, 논문, 명령 찾기</translation>
    </message>
    <message>
        <source>Nothing is found by this.</source>
        <translation>찾은 결과가 없습니다.</translation>
    </message>
</context>
<context>
    <name>FitPlot</name>
    <message>
        <source>predicted</source>
        <translation>예측값</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>측정값</translation>
    </message>
    <message>
        <source>Predicted and measured values</source>
        <translation>예측값과 측정값</translation>
    </message>
    <message>
        <source>nothing to fit</source>
        <translation>맞출 데이터 없음</translation>
    </message>
    <message>
        <source>off by {rms} (RMS of {count})</source>
        <translation>오차 {rms} ({count}개의 RMS)</translation>
    </message>
    <message>
        <source>{first} {one}, {second} {other}</source>
        <translation>{first} {one}, {second} {other}</translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>The fit</source>
        <translation>맞춤 결과</translation>
    </message>
</context>
<context>
    <name>FourierFeatures</name>
    <message>
        <source>pos.</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Gauss</source>
        <translation>가우스</translation>
    </message>
    <message>
        <source>{name}, up to {scale} cycles</source>
        <translation>{name}, 최대 {scale}사이클</translation>
    </message>
    <message>
        <source>{name}, σ {scale} cycles</source>
        <translation>{name}, σ {scale}사이클</translation>
    </message>
    <message>
        <source>The untrained network&apos;s picture; it will be given the encoding: {name}.</source>
        <translation>학습하지 않은 네트워크의 그림입니다. 앞으로 줄 부호화: {name}.</translation>
    </message>
    <message>
        <source>After {step} steps from x and y alone: {trained} dB at the trained pixels, {held} dB at the held-out ones.</source>
        <translation>x와 y만으로 {step}단계 학습한 뒤: 학습한 픽셀 {trained} dB, 남겨 둔 픽셀 {held} dB.</translation>
    </message>
    <message>
        <source>After {step} steps with the encoding ({name}): {trained} dB at the trained pixels, {held} dB at the held-out ones.</source>
        <translation>부호화: {name}. 학습 {step}단계 뒤 학습한 픽셀 {trained} dB, 남겨 둔 픽셀 {held} dB.</translation>
    </message>
    <message>
        <source>Not even the slowest waves are learnt to half their amplitude.</source>
        <translation>가장 느린 파동조차 진폭의 절반까지 학습되지 않았습니다.</translation>
    </message>
    <message>
        <source>Waves up to {cycles} cycles a picture are learnt to half their amplitude or better.</source>
        <translation>그림당 {cycles}사이클까지의 파동이 진폭의 절반 이상 학습되었습니다.</translation>
    </message>
    <message>
        <source>It answers a wave of {cycles} cycles {times} times more weakly than a constant, so detail is learnt late.</source>
        <translation>{cycles}사이클 파동에 대한 응답이 상수에 대한 응답보다 {times}배 약하므로 세부는 늦게 학습됩니다.</translation>
    </message>
    <message>
        <source>Against a constant, it answers a wave of {cycles} cycles {times} times as strongly as the kernel of x and y alone.</source>
        <translation>상수에 대한 응답을 기준으로, {cycles}사이클 파동에 대한 응답의 세기가 x와 y만 쓴 커널의 {times}배입니다.</translation>
    </message>
    <message>
        <source>x {x}, y {y} · trained · {colour} · error {error}</source>
        <translation>x {x}, y {y} · 학습함 · {colour} · 오차 {error}</translation>
    </message>
    <message>
        <source>x {x}, y {y} · held out · {colour} · error {error}</source>
        <translation>x {x}, y {y} · 남겨 둠 · {colour} · 오차 {error}</translation>
    </message>
    <message>
        <source>x {x}, y {y} · trained · {colour}</source>
        <translation>x {x}, y {y} · 학습함 · {colour}</translation>
    </message>
    <message>
        <source>x {x}, y {y} · held out · {colour}</source>
        <translation>x {x}, y {y} · 남겨 둠 · {colour}</translation>
    </message>
</context>
<context>
    <name>FourierFeaturesStage</name>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Error by frequency</source>
        <translation>주파수별 오차</translation>
    </message>
    <message>
        <source>cycles a picture</source>
        <translation>그림당 사이클</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Spectra</source>
        <translation>스펙트럼</translation>
    </message>
    <message>
        <source>Encodings</source>
        <translation>부호화</translation>
    </message>
    <message>
        <source>Target, {side} × {side} pixels</source>
        <translation>목표, {side} × {side} 픽셀</translation>
    </message>
    <message>
        <source>Learnt after {step} steps</source>
        <translation>{step}단계 후 학습 결과</translation>
    </message>
    <message>
        <source>Error after {step} steps</source>
        <translation>{step}단계 후 오차</translation>
    </message>
    <message>
        <source>of 1</source>
        <translation>최대 1</translation>
    </message>
    <message>
        <source>Target&apos;s spectrum</source>
        <translation>목표의 스펙트럼</translation>
    </message>
    <message>
        <source>Learnt spectrum</source>
        <translation>학습된 스펙트럼</translation>
    </message>
    <message>
        <source>log₁₀</source>
        <translation>log₁₀</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>학습한 픽셀</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>남겨 둔 픽셀</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>{value} dB</source>
        <translation>{value} dB</translation>
    </message>
    <message>
        <source>{name}: {held} dB held out, {trained} dB trained; a click trains it in full</source>
        <translation>{name}: 남겨 둔 픽셀 {held} dB, 학습한 픽셀 {trained} dB. 누르면 이 부호화로 끝까지 학습합니다</translation>
    </message>
    <message>
        <source>Four encodings at {side} × {side} pixels, {step} steps</source>
        <translation>네 가지 부호화, {side} × {side} 픽셀, {step}단계</translation>
    </message>
    <message>
        <source>held-out PSNR</source>
        <translation>남겨 둔 픽셀의 PSNR</translation>
    </message>
    <message>
        <source>x {x}, y {y}</source>
        <translation>x {x}, y {y}</translation>
    </message>
    <message>
        <source>{across} across, {down} down, cycles</source>
        <translation>가로 {across}, 세로 {down}사이클</translation>
    </message>
</context>
<context>
    <name>GaussNewton</name>
    <message>
        <source>Gradient descent</source>
        <translation>경사 하강법</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1단계</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count}단계</translation>
    </message>
    <message>
        <source>minimum · {steps}</source>
        <translation>최솟값 · {steps}</translation>
    </message>
    <message>
        <source>local minimum · {steps}</source>
        <translation>극솟값 · {steps}</translation>
    </message>
    <message>
        <source>saddle point · {steps}</source>
        <translation>안장점 · {steps}</translation>
    </message>
    <message>
        <source>flat: no slope · {steps}</source>
        <translation>평평함: 기울기 없음 · {steps}</translation>
    </message>
    <message>
        <source>stalled · {steps}</source>
        <translation>정체 · {steps}</translation>
    </message>
    <message>
        <source>diverged · {steps}</source>
        <translation>발산 · {steps}</translation>
    </message>
    <message>
        <source>to and fro · {steps}</source>
        <translation>진동 · {steps}</translation>
    </message>
    <message>
        <source>not converged · {steps}</source>
        <translation>수렴하지 않음 · {steps}</translation>
    </message>
    <message>
        <source>energy {energy}</source>
        <translation>에너지 {energy}</translation>
    </message>
    <message>
        <source>minimum after {steps}</source>
        <translation>{steps} 후 최솟값</translation>
    </message>
    <message>
        <source>energy {energy}, gradient {gradient}</source>
        <translation>에너지 {energy}, 기울기 {gradient}</translation>
    </message>
    <message>
        <source>at the minimum: within 0.1 % of the lowest energy known, first after {steps}</source>
        <translation>최솟값 도달: 알려진 최저 에너지와의 차이 0.1 % 이내, 처음 도달 {steps}</translation>
    </message>
    <message>
        <source>No further step: the gradient vanishes.</source>
        <translation>기울기가 0이므로 더 나아갈 단계가 없습니다.</translation>
    </message>
    <message>
        <source>λ = {damping}; not taken: the energy would go from {before} to {after}</source>
        <translation>λ = {damping}; 채택하지 않음: 에너지 {before} → {after}</translation>
    </message>
    <message>
        <source>λ = {damping}; the energy goes from {before} to {after}</source>
        <translation>λ = {damping}; 에너지 {before} → {after}</translation>
    </message>
    <message>
        <source>η = {rate}; the energy goes from {before} to {after}</source>
        <translation>η = {rate}; 에너지 {before} → {after}</translation>
    </message>
    <message>
        <source>the energy goes from {before} to {after}</source>
        <translation>에너지 {before} → {after}</translation>
    </message>
    <message>
        <source>The residuals are linear in a and b, so one Gauss-Newton step solves the problem.</source>
        <translation>잔차가 a와 b에 대해 선형이므로 가우스-뉴턴 한 단계로 문제가 풀립니다.</translation>
    </message>
    <message>
        <source>{count} of {all} observations are outliers (crosses), and they pull on the fit.</source>
        <translation>관측 {all}개 중 {count}개가 이상점(가위표)이며 맞춤을 끌어당깁니다.</translation>
    </message>
    <message>
        <source>The kernel ({kernel}) gives the {count} outliers a mean weight of {weight}.</source>
        <translation>커널: {kernel}. 이상점 {count}개의 평균 가중치는 {weight}.</translation>
    </message>
    <message>
        <source>Step {step}: energy {a} by Gauss-Newton, {b} by Levenberg-Marquardt, {c} by gradient descent.</source>
        <translation>단계 {step}: 에너지 가우스-뉴턴 {a}, 레벤버그-마쿼트 {b}, 경사 하강법 {c}.</translation>
    </message>
    <message>
        <source>Gauss-Newton comes within 0.1 % of the lowest energy after {a}, Levenberg-Marquardt after {b}, gradient descent after {c}.</source>
        <translation>최저 에너지와의 차이가 0.1 % 이내가 되기까지: 가우스-뉴턴 {a}, 레벤버그-마쿼트 {b}, 경사 하강법 {c}.</translation>
    </message>
    <message>
        <source>Gauss-Newton comes within 0.1 % of the lowest energy after {a}, Levenberg-Marquardt after {b}; gradient descent is not there after {c}.</source>
        <translation>최저 에너지와의 차이가 0.1 % 이내가 되기까지: 가우스-뉴턴 {a}, 레벤버그-마쿼트 {b}. 경사 하강법: {c} 후에도 도달하지 못합니다.</translation>
    </message>
    <message>
        <source>All three stop in a local minimum, at {ratio} times the lowest energy known (the cross); drag the ring to start elsewhere.</source>
        <translation>세 방법 모두 알려진 최저 에너지(가위표)의 {ratio}배인 극솟값에서 멈춥니다. 고리를 끌어 다른 곳에서 시작해 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>{method} comes within 0.1 % of the lowest energy after {reached}.</source>
        <translation>{method}: {reached} 후 최저 에너지와의 차이가 0.1 % 이내가 됩니다.</translation>
    </message>
    <message>
        <source>{method} stops in a local minimum, at {ratio} times the lowest energy known.</source>
        <translation>{method}: 알려진 최저 에너지의 {ratio}배인 극솟값에서 멈춥니다.</translation>
    </message>
    <message>
        <source>{method} stops at a saddle point.</source>
        <translation>{method}: 안장점에서 멈춥니다.</translation>
    </message>
    <message>
        <source>{method} stops where the energy is flat.</source>
        <translation>{method}: 에너지가 평평한 곳에서 멈춥니다.</translation>
    </message>
    <message>
        <source>{method} comes to a halt at {ratio} times the lowest energy.</source>
        <translation>{method}: 최저 에너지의 {ratio}배에서 정체합니다.</translation>
    </message>
    <message>
        <source>{method} finds no step that lowers the energy.</source>
        <translation>{method}: 에너지를 낮추는 단계를 찾지 못합니다.</translation>
    </message>
    <message>
        <source>{method} diverges after {steps}.</source>
        <translation>{method}: {steps} 후 발산합니다.</translation>
    </message>
    <message>
        <source>{method} goes to and fro and gets no lower.</source>
        <translation>{method}: 오락가락하며 더 낮아지지 않습니다.</translation>
    </message>
    <message>
        <source>{method} is not there after {steps}.</source>
        <translation>{method}: {steps} 후에도 도달하지 못합니다.</translation>
    </message>
</context>
<context>
    <name>GaussNewtonStage</name>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Chain rule</source>
        <translation>연쇄 법칙</translation>
    </message>
    <message>
        <source>Jacobian of {method}</source>
        <translation>{method}의 자코비안</translation>
    </message>
    <message>
        <source>Chain rule of residual {row}, {method}</source>
        <translation>잔차 {row}의 연쇄 법칙, {method}</translation>
    </message>
    <message>
        <source>Chain rule of residual {row} (point {point}, {axis}), {method}</source>
        <translation>잔차 {row}(점 {point}, {axis})의 연쇄 법칙, {method}</translation>
    </message>
    <message>
        <source>point {number} · residual {residual} · weight {weight}</source>
        <translation>점 {number} · 잔차 {residual} · 가중치 {weight}</translation>
    </message>
    <message>
        <source>{text} · an outlier</source>
        <translation>{text} · 이상점</translation>
    </message>
    <message>
        <source>The map is a slice at {held}; the paths are seen from above.</source>
        <translation>지도는 {held}에서 자른 단면이며, 경로는 위에서 본 모습입니다.</translation>
    </message>
    <message>
        <source>The cross marks the lowest energy known, the ring the start.</source>
        <translation>가위표는 알려진 최저 에너지, 고리는 시작점입니다.</translation>
    </message>
</context>
<context>
    <name>GlobalRegistrationStage</name>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
</context>
<context>
    <name>GlobalStrip</name>
    <message>
        <source>Optimisation</source>
        <translation>최적화</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Click a point of a cloud: its feature histogram and its best matches appear here.</source>
        <translation>점군의 점을 클릭하면 그 특징 히스토그램과 가장 좋은 매칭이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Objective Σρ</source>
        <translation>목적 함수 Σρ</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>지지 수</translation>
    </message>
    <message>
        <source>Fitness</source>
        <translation>적합도</translation>
    </message>
    <message>
        <source>source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>{cloud}, point {number}</source>
        <translation>{cloud}, 점 {number}</translation>
    </message>
    <message>
        <source>{count} points within {radius}</source>
        <translation>{radius} 이내의 점 {count}개</translation>
    </message>
    <message>
        <source>{distance} apart</source>
        <translation>서로의 거리 {distance}</translation>
    </message>
    <message>
        <source>{distance} off</source>
        <translation>오차 {distance}</translation>
    </message>
    <message>
        <source>match {number}</source>
        <translation>매칭 {number}</translation>
    </message>
</context>
<context>
    <name>GlobalTrials</name>
    <message>
        <source>Overlap</source>
        <translation>겹침</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>The part of each crop that lies in the other&apos;s region.</source>
        <translation>잘라 낸 각 조각에서 상대 조각의 영역에 놓이는 비율입니다.</translation>
    </message>
    <message>
        <source>Standard deviation of the noise in each coordinate.</source>
        <translation>좌표마다 더하는 잡음의 표준 편차입니다.</translation>
    </message>
    <message>
        <source>Try {count} pairs</source>
        <translation>{count}쌍 시도</translation>
    </message>
    <message>
        <source>Crops of the target cloud, turned at random: who finds them back together?</source>
        <translation>대상 점군에서 잘라 내어 무작위로 돌린 조각들입니다. 어느 방법이 다시 맞출까요?</translation>
    </message>
    <message>
        <source>The first pair is being tried …</source>
        <translation>첫 쌍을 시도하는 중 …</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>질의 수</translation>
    </message>
    <message>
        <source>Median angle to the true rotation.</source>
        <translation>참 회전과 이루는 각도의 중앙값입니다.</translation>
    </message>
    <message>
        <source>Median distance of the source&apos;s centre from where it belongs.</source>
        <translation>소스의 중심과 그 참 위치 사이 거리의 중앙값입니다.</translation>
    </message>
    <message>
        <source>Median time of computing, features included where they are used.</source>
        <translation>계산 시간의 중앙값입니다. 특징을 쓰는 방법은 특징 계산도 포함합니다.</translation>
    </message>
    <message>
        <source>Median count of nearest neighbours asked for, of histograms and of points.</source>
        <translation>히스토그램과 점에 대한 최근접 이웃 질의 수의 중앙값입니다.</translation>
    </message>
    <message>
        <source>pair {number}: {angle}° and {shift} off, {seconds} s</source>
        <translation>쌍 {number}: 오차 {angle}°, {shift}, {seconds}초</translation>
    </message>
    <message>
        <source>Success: within {angle}° and {shift}. Medians over {count} pairs of crops of the target: {overlap} % overlap, noise {noise}, turned by any rotation.</source>
        <translation>성공: {angle}° 및 {shift} 이내. 대상에서 잘라 낸 조각 {count}쌍의 중앙값입니다. 겹침 {overlap} %, 잡음 {noise}, 임의의 회전.</translation>
    </message>
    <message>
        <source>ICP alone</source>
        <translation>ICP만</translation>
    </message>
    <message>
        <source>RANSAC, then ICP</source>
        <translation>RANSAC 후 ICP</translation>
    </message>
    <message>
        <source>FGR, then ICP</source>
        <translation>FGR 후 ICP</translation>
    </message>
</context>
<context>
    <name>GlobalWords</name>
    <message>
        <source>The clouds have {matches} matches, and no motion follows from them.</source>
        <translation>점군 사이의 매칭: {matches}개. 여기서는 움직임을 구할 수 없습니다.</translation>
    </message>
    <message>
        <source>{matches} pairs of points have each other&apos;s nearest histogram; most of them are wrong.</source>
        <translation>점 {matches}쌍이 서로 가장 가까운 히스토그램을 가집니다. 대부분은 틀린 쌍입니다.</translation>
    </message>
    <message>
        <source>A group that agrees: {inliers} of {matches} matches keep their distances to each other, and of all groups so far this one lays the clouds over each other best.</source>
        <translation>서로 일치하는 묶음: 매칭 {matches}개 중 {inliers}개가 서로의 거리를 유지하며, 지금까지의 묶음 중 점군을 가장 잘 겹칩니다.</translation>
    </message>
    <message>
        <source>The best of {drawn} triples drawn so far: {inliers} of {matches} matches end within {distance}.</source>
        <translation>지금까지 뽑은 세 쌍 묶음 {drawn}개 중 최선: 매칭 {matches}개 중 {inliers}개가 {distance} 이내에 놓입니다.</translation>
    </message>
    <message>
        <source>One optimisation over {kept} fixed matches, from where the clouds stand: at √μ = {mu}, {alive} of them weigh more than ½.</source>
        <translation>고정된 매칭 {kept}개를 점군의 현재 위치에서 한 번에 최적화합니다. √μ = {mu}일 때 가중치가 ½보다 큰 매칭은 {alive}개입니다.</translation>
    </message>
    <message>
        <source>ICP from there: {fitness} % of the source&apos;s points have a target point near enough, at an RMSE of {rmse}.</source>
        <translation>이어서 ICP: 소스 점의 {fitness} %에 충분히 가까운 대상 점이 있습니다. RMSE: {rmse}.</translation>
    </message>
    <message>
        <source>Voxel {voxel}: {source} and {target} points</source>
        <translation>복셀 {voxel}: 소스 점 {source}개, 대상 점 {target}개</translation>
    </message>
    <message>
        <source>A right match: within {distance}</source>
        <translation>옳은 매칭: {distance} 이내</translation>
    </message>
    <message>
        <source>{inliers} of {matches} matches are</source>
        <translation>매칭 {matches}개 중 옳은 것 {inliers}개</translation>
    </message>
    <message>
        <source>{count} nearest neighbours asked for</source>
        <translation>최근접 이웃 질의 {count}회</translation>
    </message>
    <message>
        <source>Score of the group {score}</source>
        <translation>묶음의 점수 {score}</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>The training stands where it was when it was saved, at step {step}.</source>
        <translation>학습이 저장한 때의 자리에 있습니다: 단계 {step}.</translation>
    </message>
    <message>
        <source>Go on from step {step}</source>
        <translation>단계 {step}부터 계속</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>처음부터 시작</translation>
    </message>
</context>
<context>
    <name>GradCamStage</name>
    <message>
        <source>{first} minus {second}</source>
        <translation>{first} - {second}</translation>
    </message>
    <message>
        <source>No positive evidence at this layer</source>
        <translation>이 레이어에는 양의 근거가 없습니다</translation>
    </message>
    <message>
        <source>The map before the ReLU runs from {low} to {high}.</source>
        <translation>ReLU를 적용하기 전 지도의 값은 {low}에서 {high}까지입니다.</translation>
    </message>
    <message>
        <source>max {value}</source>
        <translation>최대 {value}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>{name}: {width} × {height} cells, raw values up to {value}</source>
        <translation>{name}: {width} × {height}칸, 원래 값은 최대 {value}</translation>
    </message>
    <message>
        <source>The same answer, layer by layer</source>
        <translation>같은 예측, 레이어별로</translation>
    </message>
    <message>
        <source>early layers: averaged gradients lose the place</source>
        <translation>앞쪽 레이어: 기울기를 평균하면 위치를 잃음</translation>
    </message>
    <message>
        <source>the last stage</source>
        <translation>마지막 스테이지</translation>
    </message>
    <message>
        <source>Where features of {place} in {network} count towards “{name}”, each channel weighted by its mean gradient.</source>
        <translation>{network} 네트워크의 {place}에서 “{name}” 클래스의 점수를 높이는 특징의 자리입니다. 채널마다 평균 기울기로 가중합니다.</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>{name} can be opened in the other labs</source>
        <translation>{name} 파일을 다른 실습에서 열 수 있습니다</translation>
    </message>
    <message>
        <source>{scene} is among the scenes of the lab {lab}</source>
        <translation>{lab} 실습의 장면 목록에 {scene} 장면이 있습니다</translation>
    </message>
</context>
<context>
    <name>HeatFigure</name>
    <message>
        <source>score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>비교 닫기</translation>
    </message>
    <message>
        <source>x {x}, y {y} · outside the map</source>
        <translation>x {x}, y {y} · 지도 바깥</translation>
    </message>
    <message>
        <source>x {x}, y {y} · cell ({row}, {column}) · {value}</source>
        <translation>x {x}, y {y} · 칸 ({row}, {column}) · {value}</translation>
    </message>
</context>
<context>
    <name>HeatWall</name>
    <message>
        <source>Maps over the photo</source>
        <translation>사진 위의 지도</translation>
    </message>
    <message>
        <source>row {row}, column {column}: {value}</source>
        <translation>{row}행 {column}열: {value}</translation>
    </message>
</context>
<context>
    <name>HemisphereView</name>
    <message>
        <source>The point&apos;s colour over the directions it is seen from</source>
        <translation>보는 방향에 따른 점의 색</translation>
    </message>
    <message>
        <source>Click a surface to see it from all sides.</source>
        <translation>표면을 누르면 그 점을 모든 방향에서 봅니다.</translation>
    </message>
    <message>
        <source>its colour varies by {spread:.3f}</source>
        <translation>색의 변화 {spread:.3f}</translation>
    </message>
    <message>
        <source>{tilt:.0f}° from the normal · rgb {red:.2f} {green:.2f} {blue:.2f}</source>
        <translation>법선에서 {tilt:.0f}° · rgb {red:.2f} {green:.2f} {blue:.2f}</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Histogram of the activations</source>
        <translation>활성값 히스토그램</translation>
    </message>
    <message>
        <source>How many activations have which value; exact zeros are counted apart.</source>
        <translation>값의 구간마다 활성값이 몇 개인지 보여 줍니다. 정확히 0인 값은 따로 셉니다.</translation>
    </message>
    <message>
        <source>{percent} % of {count} are exactly 0</source>
        <translation>{count}개 중 {percent} %가 정확히 0</translation>
    </message>
    <message>
        <source>{count} are not finite</source>
        <translation>유한하지 않은 값 {count}개</translation>
    </message>
    <message>
        <source>{low} to {high}: {count} of {all}</source>
        <translation>{low} ~ {high}: {all}개 중 {count}개</translation>
    </message>
    <message>
        <source>No activations yet</source>
        <translation>아직 활성값 없음</translation>
    </message>
    <message>
        <source>most {count}, log</source>
        <translation>최대 {count}, 로그</translation>
    </message>
    <message>
        <source>most {count}</source>
        <translation>최대 {count}</translation>
    </message>
</context>
<context>
    <name>IcpBasin</name>
    <message>
        <source>A run from each of 64 starts …</source>
        <translation>시작 자세 64개에서 각각 실행하는 중 …</translation>
    </message>
    <message>
        <source>turned about {first}, shifted along {second}</source>
        <translation>회전축 {first}, 이동축 {second}</translation>
    </message>
    <message>
        <source>centre off by</source>
        <translation>중심 오차</translation>
    </message>
</context>
<context>
    <name>IcpCurves</name>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>Fitness</source>
        <translation>적합도</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>A colour for each voxel size: {sizes}. Click to show a step.</source>
        <translation>복셀 크기마다 색이 다릅니다: {sizes}. 클릭하면 그 단계를 보입니다.</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>every point</source>
        <translation>모든 점</translation>
    </message>
</context>
<context>
    <name>IcpStage</name>
    <message>
        <source>From the initial pose to the shown step</source>
        <translation>초기 자세에서 표시된 단계까지</translation>
    </message>
    <message>
        <source>Move the source from its initial pose to the shown step</source>
        <translation>소스를 초기 자세에서 표시된 단계까지 옮깁니다</translation>
    </message>
    <message>
        <source>before</source>
        <translation>전</translation>
    </message>
    <message>
        <source>after</source>
        <translation>후</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>There are no correspondences, so there is no system.</source>
        <translation>대응이 없으므로 방정식도 없습니다.</translation>
    </message>
</context>
<context>
    <name>IcpStrip</name>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>Normal equations</source>
        <translation>정규 방정식</translation>
    </message>
    <message>
        <source>Basin</source>
        <translation>수렴 영역</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>표시 내용</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>점군</translation>
    </message>
</context>
<context>
    <name>IcpWords</name>
    <message>
        <source>distances</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>plane distances</source>
        <translation>평면까지의 거리</translation>
    </message>
    <message>
        <source>plane-to-plane distances</source>
        <translation>면-면 거리</translation>
    </message>
    <message>
        <source> (converged)</source>
        <translation> (수렴)</translation>
    </message>
    <message>
        <source>Step {step} of {steps}: none of {all} source points has a neighbour within {distance}.</source>
        <translation>단계 {step}/{steps}: 소스 점 {all}개 중 {distance} 이내에 이웃이 있는 점이 없습니다.</translation>
    </message>
    <message>
        <source>Step {step} of {steps}{state} at {voxel} voxels: {matched} of {all} source points have a neighbour within {distance}; their {quantity} have an RMS of {rms}.</source>
        <translation>단계 {step}/{steps}{state}, 복셀 {voxel}: 소스 점 {all}개 중 {matched}개가 {distance} 이내에 이웃을 가집니다. {quantity}의 RMS: {rms}.</translation>
    </message>
    <message>
        <source>Step {step} of {steps}{state} on every point: {matched} of {all} source points have a neighbour within {distance}; their {quantity} have an RMS of {rms}.</source>
        <translation>단계 {step}/{steps}{state}, 모든 점: 소스 점 {all}개 중 {matched}개가 {distance} 이내에 이웃을 가집니다. {quantity}의 RMS: {rms}.</translation>
    </message>
    <message>
        <source>{method}, {paper}</source>
        <translation>{method}, {paper}</translation>
    </message>
    <message>
        <source>{kernel} kernel, width {width}</source>
        <translation>{kernel} 커널, 폭 {width}</translation>
    </message>
    <message>
        <source>voxels {voxels}</source>
        <translation>복셀 {voxels}</translation>
    </message>
    <message>
        <source>every point</source>
        <translation>모든 점</translation>
    </message>
    <message>
        <source>neighbours within {distances}</source>
        <translation>{distances} 이내의 이웃</translation>
    </message>
    <message>
        <source>this step turns by {angle}°, shifts by {shift}</source>
        <translation>이 단계의 회전 {angle}°, 이동 {shift}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>단계 {step}</translation>
    </message>
    <message>
        <source>RMSE {rmse}</source>
        <translation>RMSE {rmse}</translation>
    </message>
    <message>
        <source>fitness {fitness:.3f}</source>
        <translation>적합도 {fitness:.3f}</translation>
    </message>
    <message>
        <source>off by {angle}°, {shift}</source>
        <translation>오차 {angle}°, {shift}</translation>
    </message>
</context>
<context>
    <name>InputPanel</name>
    <message>
        <source>Delete the scene {name}? The photos it was made from stay where they are.</source>
        <translation>{name} 장면을 삭제하시겠습니까? 장면을 만든 사진은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Delete a scene</source>
        <translation>장면 삭제</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>{count:,} pictures, {classes} classes</source>
        <translation>이미지 {count:,}장, 클래스 {classes}개</translation>
    </message>
    <message>
        <source>Folder with one subfolder a class</source>
        <translation>클래스마다 하위 폴더가 있는 폴더</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>점군</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>점군</translation>
    </message>
    <message>
        <source>RGB-D pictures</source>
        <translation>RGB-D 그림</translation>
    </message>
</context>
<context>
    <name>JacobianPicture</name>
    <message>
        <source>Jacobian</source>
        <translation>자코비안</translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>−max</source>
        <translation>−최대</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>each column</source>
        <translation>열마다</translation>
    </message>
</context>
<context>
    <name>KernelColumn</name>
    <message>
        <source>Kernel by distance from the middle</source>
        <translation>중심 거리에 따른 커널</translation>
    </message>
    <message>
        <source>picture sides</source>
        <translation>그림의 변</translation>
    </message>
    <message>
        <source>Kernel&apos;s answer to a wave, dB</source>
        <translation>파동에 대한 커널의 응답, dB</translation>
    </message>
    <message>
        <source>cycles a picture</source>
        <translation>그림당 사이클</translation>
    </message>
    <message>
        <source>Kernel: {name}</source>
        <translation>커널: {name}</translation>
    </message>
    <message>
        <source>of max</source>
        <translation>최댓값 대비</translation>
    </message>
    <message>
        <source>between x {one} and x {other}</source>
        <translation>x {one}, x {other} 사이</translation>
    </message>
</context>
<context>
    <name>LabPage</name>
    <message>
        <source>Show or hide the labs (Ctrl+B)</source>
        <translation>실습 목록을 표시하거나 숨깁니다 (Ctrl+B).</translation>
    </message>
    <message>
        <source>The ground truth was for the other direction and is not used any more</source>
        <translation>참값이 반대 방향의 것이어서 더는 쓰지 않습니다</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Use a class pack…</source>
        <translation>수업 팩 사용…</translation>
    </message>
    <message>
        <source>Open a weights file…</source>
        <translation>가중치 파일 열기…</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done}/{total}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
</context>
<context>
    <name>LayerModel</name>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>channels × rows × columns, without the batch</source>
        <translation>채널 × 행 × 열, 배치 차원 제외</translation>
    </message>
    <message>
        <source>output {shape}</source>
        <translation>출력 {shape}</translation>
    </message>
    <message>
        <source>{count} parameters, {share} % of all, {memory}</source>
        <translation>매개변수 {count}개, 전체의 {share} %, {memory}</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>매개변수 없음</translation>
    </message>
    <message>
        <source>last layer of a stage</source>
        <translation>스테이지의 마지막 레이어</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Find a layer: name, kind or shape</source>
        <translation>레이어 찾기: 이름, 종류, 모양</translation>
    </message>
    <message>
        <source>Find a layer</source>
        <translation>레이어 찾기</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>네트워크의 레이어</translation>
    </message>
    <message>
        <source>{layers} layers · {parameters} parameters · {memory}</source>
        <translation>레이어 {layers}개 · 매개변수 {parameters}개 · {memory}</translation>
    </message>
    <message>
        <source>{parameters} parameters, {memory} bytes</source>
        <translation>매개변수 {parameters}개, {memory}바이트</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>해설</translation>
    </message>
    <message>
        <source>Close the lesson</source>
        <translation>해설 닫기</translation>
    </message>
</context>
<context>
    <name>LevelPictures</name>
    <message>
        <source>The levels of the field&apos;s features</source>
        <translation>필드 특징의 단</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>항목 {count}개</translation>
    </message>
    <message>
        <source>features 0 to {most}</source>
        <translation>특징 0 ~ {most}</translation>
    </message>
    <message>
        <source>each corner&apos;s entry is shared with {mean:.1f} other places</source>
        <translation>꼭짓점마다 항목을 평균 {mean:.1f}곳과 공유</translation>
    </message>
    <message>
        <source>corner {corner}: entry {entry}, weight {weight:.2f}, shared with {others}</source>
        <translation>꼭짓점 {corner}: 항목 {entry}, 가중치 {weight:.2f}, 공유하는 곳 {others}</translation>
    </message>
    <message>
        <source>Bars: weights of the cell&apos;s corners, amber where the entry is shared, as in {shared} of {all} levels · each slice on its own scale</source>
        <translation>막대: 칸 꼭짓점의 가중치, 주황색은 항목을 공유하는 꼭짓점(단 {all}개 중 {shared}개) · 단면마다 다른 스케일</translation>
    </message>
    <message>
        <source>Root mean square of the features · each slice is coloured on its own scale</source>
        <translation>특징의 제곱평균제곱근 · 단면마다 다른 스케일로 색칠</translation>
    </message>
</context>
<context>
    <name>LevelsPage</name>
    <message>
        <source>across {axis}</source>
        <translation>{axis}축에 수직</translation>
    </message>
    <message>
        <source>Click a pixel to see what the levels hold at its surface.</source>
        <translation>픽셀을 누르면 그 표면에서 각 단이 담은 것을 봅니다.</translation>
    </message>
    <message>
        <source>through ({x:.2f}, {y:.2f}, {z:.2f}), step {step:,}</source>
        <translation>지나는 점 ({x:.2f}, {y:.2f}, {z:.2f}), 단계 {step:,}</translation>
    </message>
</context>
<context>
    <name>MatrixGrid</name>
    <message>
        <source>row {row}, column {column}: {value}</source>
        <translation>행 {row}, 열 {column}: {value}</translation>
    </message>
</context>
<context>
    <name>MultiwayCurves</name>
    <message>
        <source>Mean error of the scans</source>
        <translation>스캔의 평균 오차</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>드리프트</translation>
    </message>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>목적 함수</translation>
    </message>
    <message>
        <source>with</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>without</source>
        <translation>미사용</translation>
    </message>
</context>
<context>
    <name>MultiwayStage</name>
    <message>
        <source>Odometry alone</source>
        <translation>오도메트리만</translation>
    </message>
    <message>
        <source>The map so far</source>
        <translation>지금까지의 지도</translation>
    </message>
    <message>
        <source>With line process</source>
        <translation>라인 프로세스 사용</translation>
    </message>
    <message>
        <source>Without line process</source>
        <translation>라인 프로세스 없이</translation>
    </message>
</context>
<context>
    <name>MultiwayWords</name>
    <message>
        <source>odometry</source>
        <translation>오도메트리</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>루프</translation>
    </message>
    <message>
        <source>planted</source>
        <translation>심은 것</translation>
    </message>
    <message>
        <source>Scan {source} to scan {target}, {kind}</source>
        <translation>스캔 {source} → 스캔 {target}, {kind}</translation>
    </message>
    <message>
        <source>weight {weight}, off by {residual} under the poses</source>
        <translation>가중치 {weight}, 현재 자세에서의 오차 {residual}</translation>
    </message>
    <message>
        <source>fitness {fitness}, RMSE {rmse}, {start}</source>
        <translation>적합도 {fitness}, RMSE {rmse}, {start}</translation>
    </message>
    <message>
        <source>the edge itself is {shift} and {angle}° from the truth</source>
        <translation>간선 자체와 참값의 차이: {shift}, {angle}°</translation>
    </message>
    <message>
        <source>taken out of the graph</source>
        <translation>그래프에서 제외됨</translation>
    </message>
    <message>
        <source>registered from where the scans are</source>
        <translation>스캔의 현재 위치에서 정합</translation>
    </message>
    <message>
        <source>registered from matched features</source>
        <translation>매칭된 특징에서 정합</translation>
    </message>
    <message>
        <source>registered from the odometry&apos;s pose</source>
        <translation>오도메트리 자세에서 정합</translation>
    </message>
    <message>
        <source>No two scans could be registered, so there is no map.</source>
        <translation>정합할 수 있는 스캔 쌍이 없어 지도가 없습니다.</translation>
    </message>
    <message>
        <source>Scan {source} is registered to scan {target}: {fitness} of its points have a correspondence, {start}.</source>
        <translation>스캔 {source} → 스캔 {target} 정합: 점 중 대응이 있는 비율 {fitness}, {start}.</translation>
    </message>
    <message>
        <source>Scan {source} sees what scan {target} saw: a loop closure, number {count}.</source>
        <translation>스캔 {source}에 스캔 {target}에서 본 곳이 다시 보입니다. {count}번째 루프 폐쇄입니다.</translation>
    </message>
    <message>
        <source>Planted: a false loop closure says that scans {source} and {target} meet where they do not, as certain of itself as a right one.</source>
        <translation>심은 것: 거짓 루프 폐쇄(스캔 {source}, {target})입니다. 만나지 않는 두 스캔이 만난다고 하며, 옳은 루프 폐쇄만큼 확신합니다.</translation>
    </message>
    <message>
        <source>{scans} scans: the line process switches off {found} of {planted} planted false loop closures and {dropped} of {loops} others, and the scans stand {with_it} from the truth on average; without it, {without}.</source>
        <translation>스캔 {scans}개: 라인 프로세스가 심어 둔 거짓 루프 폐쇄 {planted}개 중 {found}개와 나머지 {loops}개 중 {dropped}개를 끕니다. 스캔과 참값의 평균 차이: {with_it}, 라인 프로세스 없이는 {without}.</translation>
    </message>
    <message>
        <source>{scans} scans: the line process switches off {dropped} of {loops} loop closures, and the scans stand {with_it} from the truth on average; without it, {without}.</source>
        <translation>스캔 {scans}개: 라인 프로세스가 루프 폐쇄 {loops}개 중 {dropped}개를 끕니다. 스캔과 참값의 평균 차이: {with_it}, 라인 프로세스 없이는 {without}.</translation>
    </message>
    <message>
        <source>{scans} scans: the line process switches off {found} of {planted} planted false loop closures and {dropped} of {loops} others, and the loop closes to {with_it}; without it, to {without}.</source>
        <translation>스캔 {scans}개: 라인 프로세스가 심어 둔 거짓 루프 폐쇄 {planted}개 중 {found}개와 나머지 {loops}개 중 {dropped}개를 끕니다. 루프에 남는 틈: {with_it}, 라인 프로세스 없이는 {without}.</translation>
    </message>
    <message>
        <source>{scans} scans: the line process switches off {dropped} of {loops} loop closures, and the loop closes to {with_it}; without it, to {without}.</source>
        <translation>스캔 {scans}개: 라인 프로세스가 루프 폐쇄 {loops}개 중 {dropped}개를 끕니다. 루프에 남는 틈: {with_it}, 라인 프로세스 없이는 {without}.</translation>
    </message>
    <message>
        <source>{scans} scans: the line process switches off {found} of {planted} planted false loop closures.</source>
        <translation>스캔 {scans}개: 라인 프로세스가 심어 둔 거짓 루프 폐쇄 {planted}개 중 {found}개를 끕니다.</translation>
    </message>
    <message>
        <source>{scans} scans, joined by odometry and {loops} loop closures.</source>
        <translation>스캔 {scans}개가 오도메트리와 루프 폐쇄 {loops}개로 이어져 있습니다.</translation>
    </message>
    <message>
        <source>Drift, before → after</source>
        <translation>누적 오차, 전 → 후</translation>
    </message>
    <message>
        <source>How far the odometry, and the adjusted poses, miss the loop closure {source} → {target}: shift.</source>
        <translation>오도메트리와 조정된 자세가 루프 폐쇄 {source} → {target}에서 각각 벗어나는 거리(이동)입니다.</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>평균 오차</translation>
    </message>
    <message>
        <source>Mean over the scans after the first, from their true poses.</source>
        <translation>첫 스캔 이후의 스캔들이 참 자세에서 벗어난 정도의 평균입니다.</translation>
    </message>
    <message>
        <source>without line process</source>
        <translation>라인 프로세스 없이</translation>
    </message>
    <message>
        <source>The same where every edge counts fully.</source>
        <translation>모든 간선을 온전히 셀 때의 같은 값입니다.</translation>
    </message>
</context>
<context>
    <name>Nerf</name>
    <message>
        <source>{name} · {psnr:.1f} dB</source>
        <translation>{name} · {psnr:.1f} dB</translation>
    </message>
    <message>
        <source>Both train from the same seed, in turns; nothing is measured yet.</source>
        <translation>둘은 같은 시드에서 시작하여 번갈아 학습합니다. 아직 측정한 값이 없습니다.</translation>
    </message>
    <message>
        <source>{other}: as good after {seconds:.0f} s ({there:.1f} and {here:.1f} dB).</source>
        <translation>{other}: 학습 {seconds:.0f} s 뒤 차이가 없습니다({there:.1f} dB, 이쪽 {here:.1f} dB).</translation>
    </message>
    <message>
        <source>{other}: {difference:.1f} dB lower after {seconds:.0f} s ({there:.1f} against {here:.1f} dB on photos neither saw).</source>
        <translation>{other}: 학습 {seconds:.0f} s 뒤 {difference:.1f} dB 낮습니다(둘 다 본 적 없는 사진에서 {there:.1f} dB, 이쪽 {here:.1f} dB).</translation>
    </message>
    <message>
        <source>{other}: {difference:.1f} dB higher after {seconds:.0f} s ({there:.1f} against {here:.1f} dB on photos neither saw).</source>
        <translation>{other}: 학습 {seconds:.0f} s 뒤 {difference:.1f} dB 높습니다(둘 다 본 적 없는 사진에서 {there:.1f} dB, 이쪽 {here:.1f} dB).</translation>
    </message>
    <message>
        <source>What pixel {x}, {y} sees:</source>
        <translation>픽셀 {x}, {y}에서 보이는 점:</translation>
    </message>
    <message>
        <source>Pixel {x}, {y} sees nothing; its heaviest sample:</source>
        <translation>픽셀 {x}, {y}에는 보이는 것이 없음, 가중치가 가장 큰 표본:</translation>
    </message>
    <message>
        <source>{scene}, {photos} photos, field: {field}. It was trained beforehand, so that the camera moves at once; play trains a new one from nothing.</source>
        <translation>{scene}, 사진 {photos}장, 필드: {field}. 미리 학습해 두어 카메라를 바로 움직일 수 있습니다. 재생하면 새 필드를 처음부터 학습합니다.</translation>
    </message>
    <message>
        <source>{scene}, {photos} photos, field: {field}. Nothing but fog yet: the training waits to be played.</source>
        <translation>{scene}, 사진 {photos}장, 필드: {field}. 아직 안개뿐입니다. 재생하면 학습을 시작합니다.</translation>
    </message>
    <message>
        <source>{scene}, {photos} photos, field: {field}. Nothing but fog yet: one step of training was taken.</source>
        <translation>{scene}, 사진 {photos}장, 필드: {field}. 학습을 한 단계만 하여 아직 안개뿐입니다.</translation>
    </message>
    <message>
        <source>{scene}, {photos} photos, field: {field}. {step:,} steps in {seconds:.1f} s of training; the last rays are met to {psnr:.1f} dB.</source>
        <translation>{scene}, 사진 {photos}장, 필드: {field}. 학습 {seconds:.1f} s 동안 {step:,}단계, 마지막 광선의 PSNR {psnr:.1f} dB.</translation>
    </message>
    <message>
        <source>{scene}, {photos} photos, field: {field}. {step:,} steps in {seconds:.1f} s of training; photos it never saw are met to {psnr:.1f} dB (measured after {measured:.1f} s).</source>
        <translation>{scene}, 사진 {photos}장, 필드: {field}. 학습 {seconds:.1f} s 동안 {step:,}단계, 본 적 없는 사진의 PSNR {psnr:.1f} dB({measured:.1f} s 후 측정).</translation>
    </message>
    <message>
        <source>{psnr:.1f} dB</source>
        <translation>{psnr:.1f} dB</translation>
    </message>
    <message>
        <source>step {step:,}</source>
        <translation>단계 {step:,}</translation>
    </message>
</context>
<context>
    <name>NerfAblation</name>
    <message>
        <source>Tiny NeRF</source>
        <translation>작은 NeRF</translation>
    </message>
    <message>
        <source>Tiny NeRF, no positional encoding</source>
        <translation>작은 NeRF, 위치 부호화 없음</translation>
    </message>
    <message>
        <source>Default field</source>
        <translation>기본 필드</translation>
    </message>
    <message>
        <source>Default field, 10 photos</source>
        <translation>기본 필드, 사진 10장</translation>
    </message>
    <message>
        <source>Default field, no view dependence</source>
        <translation>기본 필드, 시점 의존 없음</translation>
    </message>
    <message>
        <source>No PE, VD, H</source>
        <translation>PE, VD, H 없음</translation>
    </message>
    <message>
        <source>No positional encoding</source>
        <translation>위치 부호화 없음</translation>
    </message>
    <message>
        <source>No view dependence</source>
        <translation>시점 의존 없음</translation>
    </message>
    <message>
        <source>No hierarchical sampling</source>
        <translation>계층적 표본 없음</translation>
    </message>
    <message>
        <source>Far fewer images</source>
        <translation>훨씬 적은 이미지</translation>
    </message>
    <message>
        <source>Fewer images</source>
        <translation>더 적은 이미지</translation>
    </message>
    <message>
        <source>Fewer frequencies</source>
        <translation>더 적은 주파수</translation>
    </message>
    <message>
        <source>More frequencies</source>
        <translation>더 많은 주파수</translation>
    </message>
    <message>
        <source>Complete model</source>
        <translation>전체 모델</translation>
    </message>
</context>
<context>
    <name>NerfAside</name>
    <message>
        <source>One ray</source>
        <translation>광선 하나</translation>
    </message>
    <message>
        <source>One point from all sides</source>
        <translation>모든 방향에서 본 한 점</translation>
    </message>
    <message>
        <source>The ray of pixel {x}, {y}</source>
        <translation>픽셀 {x}, {y}의 광선</translation>
    </message>
</context>
<context>
    <name>NerfCurves</name>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>세밀</translation>
    </message>
    <message>
        <source>coarse</source>
        <translation>거침</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>training rays</source>
        <translation>학습 광선</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>남겨 둔 사진</translation>
    </message>
    <message>
        <source>seconds of training</source>
        <translation>학습 시간(초)</translation>
    </message>
</context>
<context>
    <name>NerfNetwork</name>
    <message>
        <source>the point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>the direction it is seen along</source>
        <translation>점을 보는 방향</translation>
    </message>
    <message>
        <source>positional encoding</source>
        <translation>위치 부호화</translation>
    </message>
    <message>
        <source>products of planes and lines</source>
        <translation>평면과 선의 곱</translation>
    </message>
    <message>
        <source>features of a dense grid</source>
        <translation>조밀 격자의 특징</translation>
    </message>
    <message>
        <source>features of a hashed grid</source>
        <translation>해시 격자의 특징</translation>
    </message>
    <message>
        <source>fully connected</source>
        <translation>완전 연결</translation>
    </message>
    <message>
        <source>put side by side</source>
        <translation>이어 붙임</translation>
    </message>
    <message>
        <source>density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
</context>
<context>
    <name>NerfStage</name>
    <message>
        <source>Nothing was drawn before it was pinned</source>
        <translation>고정하기 전에 그린 것이 없습니다</translation>
    </message>
    <message>
        <source>The training is stuck at the background: seed {seed} has found nothing to draw.</source>
        <translation>학습이 배경에 갇혔습니다. 시드 {seed}에서는 그릴 것을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Try seed {seed}</source>
        <translation>시드 {seed} 시도</translation>
    </message>
    <message>
        <source>There is no field to save yet.</source>
        <translation>아직 저장할 필드가 없습니다.</translation>
    </message>
</context>
<context>
    <name>NetworkDiagram</name>
    <message>
        <source>The field&apos;s network with its sizes and activations</source>
        <translation>필드의 네트워크와 그 크기, 활성값</translation>
    </message>
    <message>
        <source>no activation function</source>
        <translation>활성화 함수 없음</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>매개변수 {count}개</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} ~ {high}</translation>
    </message>
    <message>
        <source>{off} of {count} are 0</source>
        <translation>{count}개 중 {off}개가 0</translation>
    </message>
    <message>
        <source>value {number}: {value}</source>
        <translation>값 {number}: {value}</translation>
    </message>
    <message>
        <source>{layers} layers, {count} parameters · each box is coloured on its own scale</source>
        <translation>레이어 {layers}개, 매개변수 {count}개 · 상자마다 다른 스케일로 색칠</translation>
    </message>
    <message>
        <source>no activation</source>
        <translation>활성화 없음</translation>
    </message>
    <message>
        <source>+ side by side</source>
        <translation>+ 이어 붙임</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Click a pixel to see what the network computes at its surface.</source>
        <translation>픽셀을 누르면 그 표면에서 네트워크가 계산하는 것을 봅니다.</translation>
    </message>
    <message>
        <source>{lead} ({x:.2f}, {y:.2f}, {z:.2f}), step {step:,}</source>
        <translation>{lead} ({x:.2f}, {y:.2f}, {z:.2f}), 단계 {step:,}</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>점</translation>
    </message>
</context>
<context>
    <name>NormalEquations</name>
    <message>
        <source>No step yet</source>
        <translation>아직 단계 없음</translation>
    </message>
    <message>
        <source>Normal equations</source>
        <translation>정규 방정식</translation>
    </message>
    <message>
        <source>condition {number}</source>
        <translation>조건수 {number}</translation>
    </message>
    <message>
        <source>hardly held: {name}</source>
        <translation>거의 구속되지 않음: {name}</translation>
    </message>
    <message>
        <source>JᵀJ {row} {column}: {value}, scaled {scaled}</source>
        <translation>JᵀJ {row} {column}: {value}, 정규화 {scaled}</translation>
    </message>
    <message>
        <source>Jᵀr {row}: {value}</source>
        <translation>Jᵀr {row}: {value}</translation>
    </message>
    <message>
        <source>step {row}: {value}</source>
        <translation>단계 {row}: {value}</translation>
    </message>
    <message>
        <source>eigenvalue {number}: {value} along ({vector})</source>
        <translation>고윳값 {number}: {value}, 방향 ({vector})</translation>
    </message>
    <message>
        <source>ξ</source>
        <translation>ξ</translation>
    </message>
    <message>
        <source>eigenvalues, log</source>
        <translation>고윳값, 로그</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Put away (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>OpeningFiles</name>
    <message>
        <source>{source} is the source, {target} the target</source>
        <translation>소스: {source}, 대상: {target}</translation>
    </message>
    <message>
        <source>Of {count} files {source} is the source, {target} the target</source>
        <translation>파일 {count}개 중 소스: {source}, 대상: {target}</translation>
    </message>
    <message>
        <source>{source} is the source; drop a file on the target&apos;s panel to change the target</source>
        <translation>소스: {source}. 대상을 바꾸려면 대상 패널에 파일을 끌어다 놓습니다</translation>
    </message>
    <message>
        <source>Ground truth: {truth}</source>
        <translation>참값: {truth}</translation>
    </message>
    <message>
        <source>Point clouds</source>
        <translation>점군</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Folder of an RGB-D sequence (TUM, ICL-NUIM, Redwood)</source>
        <translation>RGB-D 시퀀스 폴더 (TUM, ICL-NUIM, Redwood)</translation>
    </message>
    <message>
        <source>Folder of posed photos (Blender, LLFF, COLMAP, nerfstudio)</source>
        <translation>포즈가 있는 사진 폴더(Blender, LLFF, COLMAP, nerfstudio)</translation>
    </message>
    <message>
        <source>Folder of photos of one place</source>
        <translation>한 장소의 사진 폴더</translation>
    </message>
    <message>
        <source>Class pack {name}: its networks open without the internet</source>
        <translation>수업 팩 {name}: 들어 있는 네트워크를 인터넷 없이 열 수 있습니다</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
</context>
<context>
    <name>PairList</name>
    <message>
        <source>Picked pairs</source>
        <translation>선택한 쌍</translation>
    </message>
    <message>
        <source>Use as start</source>
        <translation>시작 자세로 쓰기</translation>
    </message>
    <message>
        <source>Take the motion that fits the pairs best as the initial pose</source>
        <translation>쌍에 가장 잘 맞는 움직임을 초기 자세로 씁니다</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Forget all pairs</source>
        <translation>모든 쌍을 지웁니다</translation>
    </message>
    <message>
        <source>Click the same place in the target (blue).</source>
        <translation>대상(파란색)에서 같은 곳을 클릭합니다.</translation>
    </message>
    <message>
        <source>Click a place in the source (orange), then the same place in the target (blue).</source>
        <translation>소스(주황색)에서 한 곳을 클릭한 다음 대상(파란색)에서 같은 곳을 클릭합니다.</translation>
    </message>
    <message>
        <source>The next pair starts in the source (orange).</source>
        <translation>다음 쌍은 소스(주황색)에서 시작합니다.</translation>
    </message>
    <message>
        <source>A fit needs three pairs; {count} to go.</source>
        <translation>맞추려면 세 쌍이 필요합니다. 남은 쌍: {count}.</translation>
    </message>
    <message>
        <source>RMS of {count} pairs: {rms}</source>
        <translation>{count}쌍의 RMS: {rms}</translation>
    </message>
</context>
<context>
    <name>PenaltyPlot</name>
    <message>
        <source>Residuals of the matches and their penalty</source>
        <translation>매칭의 잔차와 벌점</translation>
    </message>
    <message>
        <source>How many matches have which residual, on a logarithmic axis.</source>
        <translation>잔차별 매칭 수입니다. 축은 로그입니다.</translation>
    </message>
    <message>
        <source>Drag the mark, or press up and down, to see the weights at another mu (nothing is computed); a double click or Escape goes back to the step&apos;s own.</source>
        <translation>표시를 끌거나 위아래 화살표를 누르면 다른 μ에서의 가중치를 봅니다(계산은 하지 않습니다). 두 번 클릭하거나 Esc를 누르면 이 단계의 값으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>no matches</source>
        <translation>매칭 없음</translation>
    </message>
    <message>
        <source>{count} matches</source>
        <translation>매칭 {count}개</translation>
    </message>
    <message>
        <source>{alive} of {count} matches weigh more than ½</source>
        <translation>매칭 {count}개 중 가중치가 ½보다 큰 것 {alive}개</translation>
    </message>
    <message>
        <source>drawn for another μ than the step&apos;s</source>
        <translation>이 단계와 다른 μ로 그림</translation>
    </message>
    <message>
        <source>{low} to {high}: {count} of {all}</source>
        <translation>{low} ~ {high}: {all}개 중 {count}개</translation>
    </message>
    <message>
        <source>ρ {penalty} · weight {weight:.2f}</source>
        <translation>ρ {penalty} · 가중치 {weight:.2f}</translation>
    </message>
    <message>
        <source>residual r, logarithmic</source>
        <translation>잔차 r, 로그</translation>
    </message>
    <message>
        <source>line process l</source>
        <translation>라인 프로세스 l</translation>
    </message>
    <message>
        <source>penalty ρ / μ</source>
        <translation>벌점 ρ / μ</translation>
    </message>
</context>
<context>
    <name>PhotoPair</name>
    <message>
        <source>Keypoints and matches</source>
        <translation>키포인트와 매칭</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>The photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>No photos</source>
        <translation>사진 없음</translation>
    </message>
</context>
<context>
    <name>PickedPairs</name>
    <message>
        <source>The points lie on one line; pick one beside it.</source>
        <translation>점들이 한 직선 위에 있으므로 직선에서 벗어난 점을 골라야 합니다.</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>The picture from here</source>
        <translation>여기서 본 이미지</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>이미지 저장…</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 픽셀</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>이미지 저장</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>PictureWall</name>
    <message>
        <source>No pictures yet</source>
        <translation>아직 이미지 없음</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message>
        <source>Unpin this run</source>
        <translation>이 실행 고정 해제</translation>
    </message>
    <message>
        <source>pinned, nothing changed yet</source>
        <translation>고정됨, 아직 바뀐 것 없음</translation>
    </message>
</context>
<context>
    <name>PinRow</name>
    <message>
        <source>the newest run</source>
        <translation>최근 실행</translation>
    </message>
</context>
<context>
    <name>PixelPanel</name>
    <message>
        <source>The pixel&apos;s steps</source>
        <translation>픽셀의 계산 단계</translation>
    </message>
    <message>
        <source>The pixel&apos;s chain of derivatives</source>
        <translation>픽셀의 미분 연쇄</translation>
    </message>
    <message>
        <source>Normal equations of the step</source>
        <translation>이 단계의 정규 방정식</translation>
    </message>
    <message>
        <source>Pixel {column}, {row} at level {level}</source>
        <translation>픽셀 {column}, {row}, 단 {level}</translation>
    </message>
</context>
<context>
    <name>PixelSketch</name>
    <message>
        <source>The two cameras and the point</source>
        <translation>두 카메라와 점</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys to look from elsewhere; a double click goes back.</source>
        <translation>끌거나 화살표 키를 누르면 다른 방향에서 봅니다. 두 번 클릭하면 되돌아갑니다.</translation>
    </message>
    <message>
        <source>first</source>
        <translation>첫째</translation>
    </message>
    <message>
        <source>second</source>
        <translation>둘째</translation>
    </message>
</context>
<context>
    <name>PlanePane</name>
    <message>
        <source>not counted</source>
        <translation>계산에서 제외</translation>
    </message>
</context>
<context>
    <name>Positions</name>
    <message>
        <source>the count itself in every dimension</source>
        <translation>모든 차원에 번호 그대로</translation>
    </message>
    <message>
        <source>the count from 0 to 1 in every dimension</source>
        <translation>모든 차원에 0 ~ 1로 바꾼 번호</translation>
    </message>
    <message>
        <source>its binary digits, the lowest first</source>
        <translation>낮은 자리부터 쓴 이진수</translation>
    </message>
    <message>
        <source>sines and cosines of slower and slower waves</source>
        <translation>점점 느려지는 파동의 사인과 코사인</translation>
    </message>
    <message>
        <source>waves of its row, then waves of its column</source>
        <translation>행의 파동 다음에 열의 파동</translation>
    </message>
    <message>
        <source>a row of numbers that is learned</source>
        <translation>학습하는 수의 행</translation>
    </message>
    <message>
        <source>Each of the {count} patches gets {dimension} numbers, {encoding}; the map shows how alike the chosen patch&apos;s are to every other&apos;s.</source>
        <translation>패치 {count}개에 각각 수 {dimension}개를 줍니다({encoding}). 지도는 선택한 패치의 수가 다른 패치와 얼마나 비슷한지 보여 줍니다.</translation>
    </message>
    <message>
        <source>What is added to the chosen patch&apos;s scores for every other patch: one free number an offset.</source>
        <translation>선택한 패치가 다른 패치마다 얻는 점수에 더하는 값입니다. 오프셋마다 자유로운 수가 하나씩 있습니다.</translation>
    </message>
    <message>
        <source>What is added to the chosen patch&apos;s scores for every other patch: a small network of the log-spaced offset.</source>
        <translation>선택한 패치가 다른 패치마다 얻는 점수에 더하는 값입니다. 로그 간격 오프셋을 받는 작은 네트워크의 출력입니다.</translation>
    </message>
    <message>
        <source>Learned in {step} steps of restoring hidden patches of this photo: error {error}, the mean as a guess {guess}.</source>
        <translation>이 사진의 가려진 패치를 복원하며 {step}단계 학습했습니다. 오차 {error}, 평균으로 추측할 때 {guess}.</translation>
    </message>
    <message>
        <source>The patches are not shuffled.</source>
        <translation>패치를 섞지 않았습니다.</translation>
    </message>
    <message>
        <source>Shuffled, the output of one attention layer is the same, shuffled: largest change {off}.</source>
        <translation>패치를 섞으면 어텐션 레이어 하나의 출력도 똑같이 섞일 뿐입니다. 가장 큰 변화: {off}.</translation>
    </message>
    <message>
        <source>Shuffled, the output of one attention layer changes by up to {on} with positions, and by {off} without.</source>
        <translation>패치를 섞을 때 어텐션 레이어 하나의 출력에서 가장 큰 변화: 위치가 있으면 {on}, 없으면 {off}.</translation>
    </message>
    <message>
        <source>position {position} · row {row}, column {column}</source>
        <translation>위치 {position} · 행 {row}, 열 {column}</translation>
    </message>
</context>
<context>
    <name>PositionsStage</name>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>Patches of the photo</source>
        <translation>사진의 패치</translation>
    </message>
    <message>
        <source>Alike to the chosen patch</source>
        <translation>선택한 패치와의 유사도</translation>
    </message>
    <message>
        <source>Shuffled patches</source>
        <translation>섞은 패치</translation>
    </message>
    <message>
        <source>Bias of the chosen patch, head {head}</source>
        <translation>선택한 패치의 편향, 헤드 {head}</translation>
    </message>
    <message>
        <source>position</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Positions × dimensions</source>
        <translation>위치 × 차원</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>Similarity of all pairs</source>
        <translation>모든 쌍의 유사도</translation>
    </message>
    <message>
        <source>row offset</source>
        <translation>행 오프셋</translation>
    </message>
    <message>
        <source>column offset</source>
        <translation>열 오프셋</translation>
    </message>
    <message>
        <source>Table, head {head}</source>
        <translation>표, 헤드 {head}</translation>
    </message>
    <message>
        <source>query</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Bias of all pairs</source>
        <translation>모든 쌍의 편향</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>Mean cosine</source>
        <translation>평균 코사인</translation>
    </message>
    <message>
        <source>Mean bias of all heads</source>
        <translation>모든 헤드의 평균 편향</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Bias along a row</source>
        <translation>한 행의 편향</translation>
    </message>
    <message>
        <source>log-spaced offset</source>
        <translation>로그 간격 오프셋</translation>
    </message>
    <message>
        <source>head {head}</source>
        <translation>헤드 {head}</translation>
    </message>
    <message>
        <source>{head} unseen</source>
        <translation>{head} 범위 밖</translation>
    </message>
    <message>
        <source>Error on other pieces</source>
        <translation>다른 조각에서의 오차</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>추측</translation>
    </message>
</context>
<context>
    <name>Previews</name>
    <message>
        <source>{count:,} photos</source>
        <translation>사진 {count:,}장</translation>
    </message>
    <message>
        <source>{count:,} pictures</source>
        <translation>그림 {count:,}장</translation>
    </message>
    <message>
        <source>{count:,} views · {width} × {height}</source>
        <translation>시점 {count:,}개 · {width} × {height}</translation>
    </message>
    <message>
        <source>{clouds} clouds, {points:,} points</source>
        <translation>점군 {clouds}개, 점 {points:,}개</translation>
    </message>
    <message>
        <source>{count:,} points · {extent}</source>
        <translation>점 {count:,}개 · {extent}</translation>
    </message>
    <message>
        <source>{name}: {train} photos to learn from, {test} held out, from {near:.3g} to {far:.3g} away.</source>
        <translation>{name}: 학습용 사진 {train}장, 남겨 둔 사진 {test}장, 거리 {near:.3g}~{far:.3g}.</translation>
    </message>
    <message>
        <source>{name}: {count:,} points, {extent} in the cloud&apos;s unit along x, y and z.</source>
        <translation>{name}: 점 {count:,}개, x, y, z 방향 크기 {extent}(점군의 단위).</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Class probabilities</source>
        <translation>클래스 확률</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %</source>
        <translation>예측: {answer}, {percent} %</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %, right</source>
        <translation>예측: {answer}, {percent} %, 맞음</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %; it is {true}</source>
        <translation>예측: {answer}, {percent} %, 정답: {true}</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>아직 예측 없음</translation>
    </message>
    <message>
        <source>true</source>
        <translation>정답</translation>
    </message>
</context>
<context>
    <name>RayPlot</name>
    <message>
        <source>A ray: density, transmittance, weights and colours along it</source>
        <translation>광선: 광선을 따라 본 밀도, 투과율, 가중치, 색</translation>
    </message>
    <message>
        <source>Click a pixel to follow its ray.</source>
        <translation>픽셀을 누르면 그 광선을 따라갑니다.</translation>
    </message>
    <message>
        <source>Σw {total:.2f} · rgb {red:.2f} {green:.2f} {blue:.2f}</source>
        <translation>Σw {total:.2f} · rgb {red:.2f} {green:.2f} {blue:.2f}</translation>
    </message>
    <message>
        <source>{t} {unit} · σ {density} · T {transmittance:.3f} · w {weight:.4f}</source>
        <translation>{t} {unit} · σ {density} · T {transmittance:.3f} · w {weight:.4f}</translation>
    </message>
    <message>
        <source>density σ</source>
        <translation>밀도 σ</translation>
    </message>
    <message>
        <source>transmittance T</source>
        <translation>투과율 T</translation>
    </message>
    <message>
        <source>weights w</source>
        <translation>가중치 w</translation>
    </message>
    <message>
        <source>colours of the samples</source>
        <translation>표본의 색</translation>
    </message>
    <message>
        <source>the colour adding up</source>
        <translation>누적되는 색</translation>
    </message>
    <message>
        <source>{t} {unit}</source>
        <translation>{t} {unit}</translation>
    </message>
    <message>
        <source>samples: {coarse} coarse, {fine} fine</source>
        <translation>표본: 거친 {coarse}개, 세밀한 {fine}개</translation>
    </message>
    <message>
        <source>samples: {coarse}</source>
        <translation>표본: {coarse}개</translation>
    </message>
</context>
<context>
    <name>ResidualBars</name>
    <message>
        <source>most {count}</source>
        <translation>최대 {count}</translation>
    </message>
</context>
<context>
    <name>ResidualHistogram</name>
    <message>
        <source>width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>Histogram of the residuals</source>
        <translation>잔차 히스토그램</translation>
    </message>
    <message>
        <source>How many correspondences have which residual.</source>
        <translation>잔차별 대응 수입니다.</translation>
    </message>
    <message>
        <source>The line is the kernel&apos;s weight; drag its mark, or press up and down, to change its width.</source>
        <translation>선은 커널의 가중치입니다. 표시를 끌거나 위아래 화살표를 누르면 커널 폭이 바뀝니다.</translation>
    </message>
    <message>
        <source>no correspondences</source>
        <translation>대응 없음</translation>
    </message>
    <message>
        <source>{count} residuals</source>
        <translation>잔차 {count}개</translation>
    </message>
    <message>
        <source>{count} beyond</source>
        <translation>범위 밖 {count}개</translation>
    </message>
    <message>
        <source>{low} to {high}: {count} of {all}</source>
        <translation>{low} ~ {high}: {all}개 중 {count}개</translation>
    </message>
    <message>
        <source>weight {weight:.2f}</source>
        <translation>가중치 {weight:.2f}</translation>
    </message>
</context>
<context>
    <name>RgbdAlignment</name>
    <message>
        <source>the greys</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>the depths</source>
        <translation>깊이</translation>
    </message>
    <message>
        <source>greys and depths</source>
        <translation>밝기와 깊이</translation>
    </message>
    <message>
        <source>At {width} × {height} pixels {compared} are compared where {share} of the first picture lands.</source>
        <translation>{width} × {height} 픽셀에서 첫 그림의 {share}만큼이 놓이는 곳을 비교합니다(비교 대상: {compared}).</translation>
    </message>
    <message>
        <source>The motion is {angle}° and {shift} mm from the truth.</source>
        <translation>움직임과 참값의 차이: {angle}°, {shift} mm.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>The step from here: rotation about the second camera&apos;s axes, then shift.</source>
        <translation>여기서의 단계: 둘째 카메라 축 둘레의 회전, 이어서 이동입니다.</translation>
    </message>
    <message>
        <source>The pixel in the first picture at this level, and its depth.</source>
        <translation>이 단의 첫 그림에 있는 픽셀과 그 깊이입니다.</translation>
    </message>
    <message>
        <source>Back-projected: the point in the first camera&apos;s coordinates.</source>
        <translation>역투영: 첫 카메라 좌표계의 점입니다.</translation>
    </message>
    <message>
        <source>Transformed: the same point in the second camera&apos;s coordinates.</source>
        <translation>변환: 둘째 카메라 좌표계에서 본 같은 점입니다.</translation>
    </message>
    <message>
        <source>Projected: where it lands in the second picture.</source>
        <translation>투영: 둘째 그림에서 점이 놓이는 곳입니다.</translation>
    </message>
    <message>
        <source>The grey residual, 0 to 1; the first grey with gain and offset.</source>
        <translation>밝기 잔차(0~1)입니다. 첫 그림의 밝기에는 이득과 오프셋을 적용합니다.</translation>
    </message>
    <message>
        <source>The depth residual.</source>
        <translation>깊이 잔차입니다.</translation>
    </message>
    <message>
        <source>Slope of the second picture where the pixel lands.</source>
        <translation>픽셀이 놓이는 곳에서 둘째 그림의 기울기입니다.</translation>
    </message>
    <message>
        <source>How the projection moves with the point.</source>
        <translation>점에 따라 투영이 움직이는 정도입니다.</translation>
    </message>
    <message>
        <source>How the point moves with the six numbers of the twist.</source>
        <translation>트위스트의 여섯 수에 따라 점이 움직이는 정도입니다.</translation>
    </message>
    <message>
        <source>The pixel&apos;s row of the Jacobian: the product of the three.</source>
        <translation>자코비안에서 이 픽셀의 행이며 앞의 셋을 곱한 것입니다.</translation>
    </message>
    <message>
        <source>Its row of the depth Jacobian: the same chain, and minus the point&apos;s z.</source>
        <translation>깊이 자코비안에서 이 픽셀의 행입니다. 같은 연쇄에서 점의 z에 대한 항을 뺍니다.</translation>
    </message>
</context>
<context>
    <name>RgbdStage</name>
    <message>
        <source>First picture</source>
        <translation>첫 그림</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>둘째 그림</translation>
    </message>
    <message>
        <source>Warped</source>
        <translation>워핑</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>The step&apos;s six numbers</source>
        <translation>단계의 여섯 수</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>작은 그림</translation>
    </message>
    <message>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message>
        <source>Warped · {size}</source>
        <translation>워핑 · {size}</translation>
    </message>
    <message>
        <source>The second picture&apos;s greys where the first one&apos;s pixels land, drawn in the first.</source>
        <translation>첫 그림의 픽셀이 놓이는 곳에서 읽은 둘째 그림의 밝기를 첫 그림 위치에 그린 것입니다.</translation>
    </message>
    <message>
        <source>Residual, warped minus first</source>
        <translation>잔차, 워핑 − 첫 그림</translation>
    </message>
    <message>
        <source>Red: the second picture is brighter. Blue: darker.</source>
        <translation>빨강: 둘째 그림이 더 밝습니다. 파랑: 더 어둡습니다.</translation>
    </message>
    <message>
        <source>First picture · {index}</source>
        <translation>첫 그림 · {index}</translation>
    </message>
    <message>
        <source>Second picture · {index}</source>
        <translation>둘째 그림 · {index}</translation>
    </message>
    <message>
        <source>Slope along x</source>
        <translation>x 방향 기울기</translation>
    </message>
    <message>
        <source>Of the second picture where the pixels land, per pixel.</source>
        <translation>픽셀이 놓이는 곳에서 둘째 그림의 기울기(픽셀당)입니다.</translation>
    </message>
    <message>
        <source>Slope along y</source>
        <translation>y 방향 기울기</translation>
    </message>
    <message>
        <source>Depth residual</source>
        <translation>깊이 잔차</translation>
    </message>
    <message>
        <source>Second depth where the pixels land, minus the point&apos;s.</source>
        <translation>픽셀이 놓이는 곳의 둘째 깊이에서 점의 깊이를 뺀 값입니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>How much each pixel counts, 0 to 1.</source>
        <translation>각 픽셀의 가중치이며 0에서 1까지입니다.</translation>
    </message>
    <message>
        <source>The second picture has no depth.</source>
        <translation>둘째 그림에 깊이가 없습니다.</translation>
    </message>
    <message>
        <source>Energy, a piece for each level</source>
        <translation>에너지, 단마다 한 구간</translation>
    </message>
    <message>
        <source>both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>깊이</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>RMS of the residuals</source>
        <translation>잔차의 RMS</translation>
    </message>
    <message>
        <source>depth, m</source>
        <translation>깊이, m</translation>
    </message>
    <message>
        <source>Error against the truth</source>
        <translation>참값에 대한 오차</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
</context>
<context>
    <name>SavingActions</name>
    <message>
        <source>There is no cloud to save yet</source>
        <translation>아직 저장할 점군이 없습니다</translation>
    </message>
    <message>
        <source>Save moved cloud…</source>
        <translation>옮긴 점군 저장…</translation>
    </message>
    <message>
        <source>Save merged cloud…</source>
        <translation>합친 점군 저장…</translation>
    </message>
    <message>
        <source>Save {name}…</source>
        <translation>{name} 저장…</translation>
    </message>
    <message>
        <source>Save cloud</source>
        <translation>점군 저장</translation>
    </message>
</context>
<context>
    <name>SfmAside</name>
    <message>
        <source>Cameras</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Reprojection error, px</source>
        <translation>재투영 오차, px</translation>
    </message>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>placed</source>
        <translation>배치됨</translation>
    </message>
    <message>
        <source>points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
</context>
<context>
    <name>SfmStage</name>
    <message>
        <source>Train a field on these photos</source>
        <translation>이 사진들로 필드 학습</translation>
    </message>
    <message>
        <source>Open them with their cameras as a scene of the lab of radiance fields (T)</source>
        <translation>사진과 카메라를 방사장 실습의 장면으로 엽니다 (T)</translation>
    </message>
</context>
<context>
    <name>SfmWords</name>
    <message>
        <source>point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Reprojection error</source>
        <translation>재투영 오차</translation>
    </message>
    <message>
        <source>Photo {photo} has {count:,} keypoints: places that can be found again.</source>
        <translation>사진 {photo}: 키포인트(다시 찾을 수 있는 곳) {count:,}개가 있습니다.</translation>
    </message>
    <message>
        <source>Of {matches:,} matches between {first} and {second}, one motion of the camera explains {inliers:,}.</source>
        <translation>{first} – {second}: 매칭 {matches:,}개 중 {inliers:,}개가 카메라의 한 움직임으로 설명됩니다.</translation>
    </message>
    <message>
        <source>No camera could be placed.</source>
        <translation>카메라를 하나도 배치하지 못했습니다.</translation>
    </message>
    <message>
        <source>{photo} is placed: {placed} of {total} cameras and {points:,} points stand, {error} px off on average.</source>
        <translation>{photo}: 배치했습니다. 현재 카메라 {total}대 중 {placed}대, 점 {points:,}개, 평균 오차 {error} px입니다.</translation>
    </message>
    <message>
        <source>{placed} of {total} cameras and {points:,} points, where the photos put them: {error} px off on average.</source>
        <translation>사진에서 구한 위치의 카메라 {total}대 중 {placed}대와 점 {points:,}개: 평균 오차 {error} px입니다.</translation>
    </message>
    <message>
        <source>Cameras placed</source>
        <translation>배치된 카메라</translation>
    </message>
    <message>
        <source>{placed} of {total}</source>
        <translation>{placed}/{total}</translation>
    </message>
    <message>
        <source>Photos whose camera has a place in the model.</source>
        <translation>카메라가 모델 안에 배치된 사진의 수입니다.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Sparse points, seen {count:,} times in all.</source>
        <translation>희소한 점입니다. 모두 {count:,}번 관측되었습니다.</translation>
    </message>
    <message>
        <source>Mean distance, in the photos, of the points to the keypoints they were found from.</source>
        <translation>사진에서 점과 그 점을 찾은 키포인트 사이의 평균 거리입니다.</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>초점 거리</translation>
    </message>
    <message>
        <source>Mean over the cameras, adjusted with their places.</source>
        <translation>카메라 위치와 함께 조정한 값의 카메라 평균입니다.</translation>
    </message>
    <message>
        <source>Cameras off the truth</source>
        <translation>참값과의 카메라 오차</translation>
    </message>
    <message>
        <source>Largest distance to the true place after a similarity, of the largest distance of two cameras.</source>
        <translation>닮음 변환으로 맞춘 뒤 참 위치까지의 최대 거리를 두 카메라 사이의 최대 거리에 대한 비율로 나타낸 값입니다.</translation>
    </message>
    <message>
        <source>{keypoints:,} keypoints</source>
        <translation>키포인트 {keypoints:,}개</translation>
    </message>
    <message>
        <source>{points:,} of {keypoints:,} keypoints are points of the model</source>
        <translation>키포인트 {keypoints:,}개 중 {points:,}개가 모델의 점</translation>
    </message>
    <message>
        <source>These two photos were not matched.</source>
        <translation>이 두 사진은 매칭하지 않았습니다.</translation>
    </message>
    <message>
        <source>No matches.</source>
        <translation>매칭이 없습니다.</translation>
    </message>
    <message>
        <source>{inliers:,} of {matches:,} matches fit one motion</source>
        <translation>매칭 {matches:,}개 중 {inliers:,}개가 한 움직임에 부합</translation>
    </message>
    <message>
        <source>{drawn} are drawn</source>
        <translation>{drawn}개 표시</translation>
    </message>
    <message>
        <source>keypoint {number} · {place} · no point</source>
        <translation>키포인트 {number} · {place} · 점 없음</translation>
    </message>
    <message>
        <source>keypoint {number} · {place} · {error} px off its point</source>
        <translation>키포인트 {number} · {place} · 점과의 오차 {error} px</translation>
    </message>
    <message>
        <source>{count:,} keypoints</source>
        <translation>키포인트 {count:,}개</translation>
    </message>
    <message>
        <source>placed, {error} px off on average</source>
        <translation>배치됨, 평균 오차 {error} px</translation>
    </message>
    <message>
        <source>not placed</source>
        <translation>배치되지 않음</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Computation</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Compute again with the changed options (Ctrl+R); the old film stays, undo brings it back</source>
        <translation>바꾼 옵션으로 다시 계산합니다 (Ctrl+R). 이전 영상은 남아 있으며 실행 취소로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>백그라운드에서 계속</translation>
    </message>
    <message>
        <source>Go on when another lab is opened</source>
        <translation>다른 실습을 열어도 계속합니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save the picture (Ctrl+S)</source>
        <translation>이미지를 저장합니다 (Ctrl+S).</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Copy this exact run as a Python script (Ctrl+Shift+C)</source>
        <translation>이 실행을 그대로 Python 스크립트로 복사합니다 (Ctrl+Shift+C).</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Keep this run beside the next one (P)</source>
        <translation>이 실행을 다음 실행 옆에 남겨 둡니다 (P).</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>저장: {name}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Find a lab</source>
        <translation>실습 찾기</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>No lab is found by this.</source>
        <translation>찾은 실습이 없습니다.</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Previous file in the folder (Page Up)</source>
        <translation>폴더의 이전 파일 (Page Up)</translation>
    </message>
    <message>
        <source>Next file in the folder (Page Down)</source>
        <translation>폴더의 다음 파일 (Page Down)</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>최근 파일</translation>
    </message>
    <message>
        <source>Freeze the source (F)</source>
        <translation>입력 멈추기 (F)</translation>
    </message>
    <message>
        <source>{title} (Delete removes it)</source>
        <translation>{title} (Delete: 제거)</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation>열기 ...</translation>
    </message>
    <message>
        <source>Open a file or folder (Ctrl O)</source>
        <translation>파일이나 폴더 열기 (Ctrl O)</translation>
    </message>
    <message>
        <source>drop, paste or Ctrl O</source>
        <translation>끌어 놓기, 붙여넣기, Ctrl O</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>Stages</source>
        <translation>스테이지</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>CPU, {used} of {all} threads</source>
        <translation>CPU, 스레드 {used}/{all}</translation>
    </message>
    <message>
        <source>{ms:.0f} ms a step</source>
        <translation>단계당 {ms:.0f} ms</translation>
    </message>
    <message>
        <source>{s:.1f} s a step</source>
        <translation>단계당 {s:.1f}초</translation>
    </message>
    <message>
        <source>{mb:,.0f} MB</source>
        <translation>{mb:,.0f} MB</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>불러오는 중</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>계산 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
</context>
<context>
    <name>StepEquation</name>
    <message>
        <source>The equation of the step</source>
        <translation>단계의 방정식</translation>
    </message>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>{name} at {place}: {value}</source>
        <translation>{name}, {place}: {value}</translation>
    </message>
</context>
<context>
    <name>SurfaceDialog</name>
    <message>
        <source>The field&apos;s surface</source>
        <translation>필드의 표면</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>Save mesh…</source>
        <translation>메시 저장…</translation>
    </message>
    <message>
        <source>Save as a cloud…</source>
        <translation>점군으로 저장…</translation>
    </message>
    <message>
        <source>per unit</source>
        <translation>1/단위</translation>
    </message>
    <message>
        <source>The density is sampled on {nodes:,} nodes.</source>
        <translation>격자점 {nodes:,}개에서 밀도를 구합니다.</translation>
    </message>
    <message>
        <source>{triangles:,} triangles, {vertices:,} corners, {part:.1%} of the nodes inside.</source>
        <translation>삼각형 {triangles:,}개, 꼭짓점 {vertices:,}개, 안쪽에 있는 격자점 {part:.1%}.</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>표면</translation>
    </message>
    <message>
        <source>Save mesh</source>
        <translation>메시 저장</translation>
    </message>
    <message>
        <source>Save cloud</source>
        <translation>점군 저장</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>First step (Home)</source>
        <extracomment>Steps a second at most that are offered; infinity is &quot;as fast as it goes&quot;.</extracomment>
        <translation>첫 단계 (Home)</translation>
    </message>
    <message>
        <source>One step back (Left)</source>
        <translation>한 단계 뒤로 (Left)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>재생 (Space)</translation>
    </message>
    <message>
        <source>One step on (Right)</source>
        <translation>한 단계 앞으로 (Right)</translation>
    </message>
    <message>
        <source>Newest step (End)</source>
        <translation>최신 단계 (End)</translation>
    </message>
    <message>
        <source>Stop computing (Esc)</source>
        <translation>계산 중지 (Esc)</translation>
    </message>
    <message>
        <source>Play again from the first step at the end</source>
        <translation>끝나면 첫 단계부터 다시 재생합니다.</translation>
    </message>
    <message>
        <source>Save the steps as a film (Ctrl+Shift+F)</source>
        <translation>단계를 영상으로 저장합니다 (Ctrl+Shift+F).</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Recorded steps</source>
        <translation>기록된 단계</translation>
    </message>
    <message>
        <source>Steps a second at most</source>
        <translation>초당 최대 단계 수</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Save film ...</source>
        <translation>영상 저장 ...</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>일시 정지 (Space)</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>계산 중</translation>
    </message>
    <message>
        <source>step {step} of {count}, playing</source>
        <translation>{step}/{count}단계, 재생 중</translation>
    </message>
    <message>
        <source>paused at step {step}</source>
        <translation>{step}단계에서 일시 정지</translation>
    </message>
    <message>
        <source>step {step}, computing</source>
        <translation>{step}단계, 계산 중</translation>
    </message>
    <message>
        <source>step {step} of {count}, recorded</source>
        <translation>{step}/{count}단계, 기록됨</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>{speed:g} /s</source>
        <translation>{speed:g}/초</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>가능한 한 빠르게</translation>
    </message>
    <message>
        <source>{speed:g} steps a second at most</source>
        <translation>초당 최대 {speed:g}단계</translation>
    </message>
</context>
<context>
    <name>TrainClassifierStage</name>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>mini-batches</source>
        <translation>미니배치</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>기울기 노름</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>{true}, taken for {answer}, loss {loss:.1f}</source>
        <translation>정답 {true}, 예측 {answer}, 손실 {loss:.1f}</translation>
    </message>
    <message>
        <source>{true}, loss {loss:.2f}</source>
        <translation>{true}, 손실 {loss:.2f}</translation>
    </message>
    <message>
        <source>The worst pictures of epoch {epoch:.0f}</source>
        <translation>에포크 {epoch:.0f}에서 손실이 가장 큰 이미지</translation>
    </message>
    <message>
        <source>{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the last step.</source>
        <translation>{network} 네트워크가 {name} 데이터를 학습합니다. 에포크 {epoch:.1f}, 지난 단계 이후 학습 이미지 정확도 {right:.1%}.</translation>
    </message>
    <message>
        <source>{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the last step, {held:.1%} of the held-back ones after epoch {measured:.0f}.</source>
        <translation>{network} 네트워크가 {name} 데이터를 학습합니다. 에포크 {epoch:.1f}, 지난 단계 이후 학습 이미지 정확도 {right:.1%}, 에포크 {measured:.0f} 이후 검증 이미지 정확도 {held:.1%}.</translation>
    </message>
</context>
<context>
    <name>TransformPanel</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the matrix as four lines of text (Ctrl+C)</source>
        <translation>행렬을 텍스트 네 줄로 복사합니다 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Take the matrix on the clipboard as the initial pose (Ctrl+V)</source>
        <translation>클립보드의 행렬을 초기 자세로 씁니다 (Ctrl+V)</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>역변환</translation>
    </message>
    <message>
        <source>Show, copy and paste the motion the other way round</source>
        <translation>움직임을 반대 방향으로 표시하고 복사하고 붙여넣습니다</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>여기서 시작</translation>
    </message>
    <message>
        <source>Take the shown motion as the initial pose</source>
        <translation>표시된 움직임을 초기 자세로 씁니다</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했습니다.</translation>
    </message>
    <message>
        <source>The clipboard holds no rigid 4 × 4 matrix.</source>
        <translation>클립보드에 4 × 4 강체 변환 행렬이 없습니다.</translation>
    </message>
    <message>
        <source>Target to source</source>
        <translation>대상에서 소스로</translation>
    </message>
    <message>
        <source>Source to target</source>
        <translation>소스에서 대상으로</translation>
    </message>
    <message>
        <source>off the truth by {angle}°, {shift}</source>
        <translation>참값과의 차이 {angle}°, {shift}</translation>
    </message>
    <message>
        <source>turns by {angle}°, shifts by {shift}</source>
        <translation>회전 {angle}°, 이동 {shift}</translation>
    </message>
</context>
<context>
    <name>TrialsTable</name>
    <message>
        <source>Trials of the methods</source>
        <translation>방법별 시도</translation>
    </message>
    <message>
        <source>{name}: {good} of {count}</source>
        <translation>{name}: {count}번 중 {good}번</translation>
    </message>
    <message>
        <source>success</source>
        <translation>성공</translation>
    </message>
</context>
<context>
    <name>TurnDialog</name>
    <message>
        <source>A film round the field</source>
        <translation>필드를 한 바퀴 도는 영상</translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation>영상 저장…</translation>
    </message>
    <message>
        <source>{seconds:.1f} s of film; the camera is {distance:.3g} units away.</source>
        <translation>영상 길이 {seconds:.1f} s, 카메라까지의 거리 {distance:.3g} 단위.</translation>
    </message>
    <message>
        <source>Save film (a name without an ending: a folder of pictures)</source>
        <translation>영상 저장 (확장자가 없으면 이미지 폴더로 저장)</translation>
    </message>
</context>
<context>
    <name>UnitMap</name>
    <message>
        <source>{name} · row {row}, column {column} · {value}</source>
        <translation>{name} · 행 {row}, 열 {column} · {value}</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>the other channel adds</source>
        <translation>나머지 채널 하나의 합</translation>
    </message>
    <message>
        <source>the other {count} channels add up to</source>
        <translation>나머지 채널 {count}개의 합</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>sum, which {activation} takes</source>
        <translation>합 ({activation}의 입력)</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>값 {value}</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>products</source>
        <translation>곱</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>합</translation>
    </message>
    <message>
        <source>channel {channel}</source>
        <translation>채널 {channel}</translation>
    </message>
    <message>
        <source>{what} [{channel}, {row}, {column}] = {value}</source>
        <translation>{what} [{channel}, {row}, {column}] = {value}</translation>
    </message>
    <message>
        <source>{name} adds {value}</source>
        <translation>{name}의 몫: {value}</translation>
    </message>
    <message>
        <source>window of the input</source>
        <translation>입력 윈도우</translation>
    </message>
    <message>
        <source>input [{row}, {column}] of the window = {value}</source>
        <translation>윈도우의 입력 [{row}, {column}] = {value}</translation>
    </message>
    <message>
        <source>the largest of {count} values: row {row}, column {column} of the window</source>
        <translation>값 {count}개 중 최댓값: 윈도우의 행 {row}, 열 {column}</translation>
    </message>
    <message>
        <source>the largest of {count} values</source>
        <translation>값 {count}개 중 최댓값</translation>
    </message>
    <message>
        <source>the mean of {count} values</source>
        <translation>값 {count}개의 평균</translation>
    </message>
    <message>
        <source>{what} {index} = {value}</source>
        <translation>{what} {index} = {value}</translation>
    </message>
    <message>
        <source>The products that count most</source>
        <translation>절댓값이 가장 큰 곱</translation>
    </message>
    <message>
        <source>the other {count} products add up to</source>
        <translation>나머지 곱 {count}개의 합</translation>
    </message>
    <message>
        <source>minus the mean</source>
        <translation>평균 빼기</translation>
    </message>
    <message>
        <source>over the deviation</source>
        <translation>표준편차로 나누기</translation>
    </message>
    <message>
        <source>times the weight</source>
        <translation>가중치 곱하기</translation>
    </message>
    <message>
        <source>plus the bias</source>
        <translation>편향 더하기</translation>
    </message>
    <message>
        <source>logit z</source>
        <translation>로짓 z</translation>
    </message>
    <message>
        <source>share p</source>
        <translation>비율 p</translation>
    </message>
    <message>
        <source>{name}: e^({logit} - {highest}) / {total} = {share}</source>
        <translation>{name}: e^({logit} - {highest}) / {total} = {share}</translation>
    </message>
    <message>
        <source>sum of all {count}</source>
        <translation>전체 {count}개의 합</translation>
    </message>
    <message>
        <source>{kind}: {before} in, {after} out</source>
        <translation>{kind}: 입력 {before}, 출력 {after}</translation>
    </message>
    <message>
        <source>This layer</source>
        <translation>이 레이어</translation>
    </message>
    <message>
        <source>The value here is {value}.</source>
        <translation>이 자리의 값은 {value}입니다.</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>The input and the window this value is computed from: point to move it.</source>
        <translation>입력과, 이 값을 계산하는 윈도우입니다. 포인터로 가리키면 윈도우가 움직입니다.</translation>
    </message>
    <message>
        <source>The output and this value in it: point, or use the arrow keys, to move.</source>
        <translation>출력과 그 안의 이 값입니다. 포인터로 가리키거나 화살표 키로 움직입니다.</translation>
    </message>
    <message>
        <source>One unit and its arithmetic</source>
        <translation>유닛 하나와 그 계산</translation>
    </message>
    <message>
        <source>input, channel {channel}</source>
        <translation>입력, 채널 {channel}</translation>
    </message>
    <message>
        <source>output, channel {channel}</source>
        <translation>출력, 채널 {channel}</translation>
    </message>
    <message>
        <source>{layer} · channel {channel}, row {row}, column {column} · {value}</source>
        <translation>{layer} · 채널 {channel}, 행 {row}, 열 {column} · {value}</translation>
    </message>
</context>
<context>
    <name>ValueMatrix</name>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>{row_name} {row}, {column_name} {column} · {value}</source>
        <translation>{row_name} {row}, {column_name} {column} · {value}</translation>
    </message>
</context>
<context>
    <name>ViewStrip</name>
    <message>
        <source>held out</source>
        <translation>남겨 둠</translation>
    </message>
    <message>
        <source>learnt from</source>
        <translation>학습에 사용</translation>
    </message>
    <message>
        <source>{held} held out, {learnt} learnt from</source>
        <translation>남겨 둠 {held}장, 학습에 사용 {learnt}장</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>재생/일시 정지</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>다음 단계</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>이전 단계</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>첫 단계</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>마지막 단계</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>계산 중지</translation>
    </message>
    <message>
        <source>Restart with the changed options</source>
        <translation>바꾼 옵션으로 다시 시작</translation>
    </message>
    <message>
        <source>Pin this run</source>
        <translation>이 실행 고정</translation>
    </message>
    <message>
        <source>Swap source and target</source>
        <translation>소스와 대상 바꾸기</translation>
    </message>
    <message>
        <source>Freeze the source</source>
        <translation>입력 멈추기</translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation>영상 저장…</translation>
    </message>
    <message>
        <source>Find a lab</source>
        <translation>실습 찾기</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>이미지 붙여넣기</translation>
    </message>
    <message>
        <source>Next file in the folder</source>
        <translation>폴더의 다음 파일</translation>
    </message>
    <message>
        <source>Previous file in the folder</source>
        <translation>폴더의 이전 파일</translation>
    </message>
    <message>
        <source>Copy the picture under the pointer</source>
        <translation>포인터 아래 그림 복사</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>이미지 저장…</translation>
    </message>
    <message>
        <source>Save data…</source>
        <translation>데이터 저장…</translation>
    </message>
    <message>
        <source>Save cloud…</source>
        <translation>점군 저장…</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Python 코드로 복사</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>세션 열기…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>세션 저장…</translation>
    </message>
    <message>
        <source>Use a class pack…</source>
        <translation>수업 팩 사용…</translation>
    </message>
    <message>
        <source>Show or hide the lesson</source>
        <translation>해설 표시/숨기기</translation>
    </message>
    <message>
        <source>Show or hide the labs</source>
        <translation>실습 목록 표시/숨기기</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>발표 모드</translation>
    </message>
    <message>
        <source>Hide or show the answer</source>
        <translation>예측 숨기기/표시</translation>
    </message>
    <message>
        <source>Show evidence against</source>
        <translation>반대 근거 보기</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Text at 100%</source>
        <translation>글자 크기 100%</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>계산 장치</translation>
    </message>
    <message>
        <source>best device</source>
        <translation>가장 빠른 장치</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Four runs are pinned already; unpin one first</source>
        <translation>이미 네 개의 실행이 고정되어 있습니다. 먼저 하나를 해제해야 합니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>이미지를 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>이미지 저장</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>데이터 저장</translation>
    </message>
    <message>
        <source>Save film (a name without an ending: a folder of pictures)</source>
        <translation>영상 저장 (확장자가 없으면 이미지 폴더로 저장)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
    <message>
        <source>The run is on the clipboard as a Python script</source>
        <translation>이 실행을 Python 스크립트로 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Folder of a class pack</source>
        <translation>수업 팩 폴더</translation>
    </message>
    <message>
        <source>Open a weights file</source>
        <translation>가중치 파일 열기</translation>
    </message>
</context>
<context>
    <name>_Cards</name>
    <message>
        <source>Answers: {answers}</source>
        <translation>예측: {answers}</translation>
    </message>
    <message>
        <source>Show this class beside the chosen one (Shift and click)</source>
        <translation>이 클래스를 선택한 클래스 옆에 보여 줍니다 (Shift+클릭).</translation>
    </message>
    <message>
        <source>{name}: class {index}, logit {logit:.4g}, probability {probability:.4g}</source>
        <translation>{name}: 클래스 {index}, 로짓 {logit:.4g}, 확률 {probability:.4g}</translation>
    </message>
</context>
<context>
    <name>_Cells</name>
    <message>
        <source>row {row}, ∂r/∂{symbol}</source>
        <translation>행 {row}, ∂r/∂{symbol}</translation>
    </message>
    <message>
        <source>row {row}</source>
        <translation>행 {row}</translation>
    </message>
    <message>
        <source>r {value}</source>
        <translation>r {value}</translation>
    </message>
    <message>
        <source>weight {value}</source>
        <translation>가중치 {value}</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
</context>
<context>
    <name>_Dot</name>
    <message>
        <source>Takes effect with Restart.</source>
        <translation>다시 시작하면 적용됩니다.</translation>
    </message>
    <message>
        <source>Changed; the default is {value}. Click to reset.</source>
        <translation>바뀐 옵션입니다. 기본값: {value}. 누르면 되돌립니다.</translation>
    </message>
    <message>
        <source>Reset to {value}</source>
        <translation>기본값으로 되돌리기: {value}</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
</context>
<context>
    <name>_LabList</name>
    <message>
        <source>Labs</source>
        <translation>실습</translation>
    </message>
</context>
<context>
    <name>_Matrix</name>
    <message>
        <source>The confusion matrix appears after the first validation.</source>
        <translation>첫 검증이 끝나면 혼동 행렬이 나타납니다.</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>정답 클래스</translation>
    </message>
</context>
<context>
    <name>_Popup</name>
    <message>
        <source>Search {count} choices</source>
        <translation>항목 {count}개에서 찾기</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>{low:g} to {high:g} {unit}</source>
        <translation>{low:g} ~ {high:g} {unit}</translation>
    </message>
    <message>
        <source>{low:g} {unit} or more</source>
        <translation>{low:g} {unit} 이상</translation>
    </message>
    <message>
        <source>in {unit}</source>
        <translation>단위: {unit}</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>쉼표로 구분</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Pair {number}: source {source}; target {target}{residual}</source>
        <translation>쌍 {number}: 소스 {source}; 대상 {target}{residual}</translation>
    </message>
    <message>
        <source>now its target</source>
        <translation>이제 대상에서 고르기</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>선택함</translation>
    </message>
</context>
<context>
    <name>_UnitPage</name>
    <message>
        <source>The arithmetic of this unit</source>
        <translation>이 유닛의 계산</translation>
    </message>
    <message>
        <source>Click a place in a channel to take its value apart.</source>
        <translation>채널의 한 자리를 누르면 그 값의 계산 과정을 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>_Wall</name>
    <message>
        <source>The first layer&apos;s filters will appear here</source>
        <translation>첫 레이어의 필터가 여기에 나타납니다</translation>
    </message>
</context>
<context>
    <name>chapters</name>
    <message>
        <source>Networks</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>정합</translation>
    </message>
    <message>
        <source>Radiance fields</source>
        <translation>방사장</translation>
    </message>
    <message>
        <source>3-D networks</source>
        <translation>3차원 네트워크</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>학습</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Fit the clouds into the view</source>
        <translation>점군을 화면에 맞추기</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>거리 재기</translation>
    </message>
    <message>
        <source>Look from the front</source>
        <translation>앞에서 보기</translation>
    </message>
    <message>
        <source>Look from the right</source>
        <translation>오른쪽에서 보기</translation>
    </message>
    <message>
        <source>Look from above</source>
        <translation>위에서 보기</translation>
    </message>
    <message>
        <source>Perspective, or parallel rays</source>
        <translation>원근 투영/평행 투영</translation>
    </message>
    <message>
        <source>The view of the beginning</source>
        <translation>처음 시점</translation>
    </message>
    <message>
        <source>Before and after, side by side</source>
        <translation>전과 후 나란히 보기</translation>
    </message>
    <message>
        <source>Show the next method&apos;s step and Jacobian</source>
        <translation>다음 방법의 갱신과 자코비안 보기</translation>
    </message>
    <message>
        <source>Energy, step or chain rule below</source>
        <translation>아래에 에너지, 갱신, 연쇄 법칙 표시</translation>
    </message>
    <message>
        <source>The chain of the point&apos;s other coordinate</source>
        <translation>점의 다른 좌표의 연쇄</translation>
    </message>
    <message>
        <source>Optimisation, features or comparison below</source>
        <translation>아래에 최적화, 특징, 비교 표시</translation>
    </message>
    <message>
        <source>Features of the next matched point</source>
        <translation>다음 매칭된 점의 특징</translation>
    </message>
    <message>
        <source>Weights at the step&apos;s own mu</source>
        <translation>이 단계의 μ에서의 가중치</translation>
    </message>
    <message>
        <source>Slide between before and after</source>
        <translation>전과 후를 밀어서 비교하기</translation>
    </message>
    <message>
        <source>Pick pairs of points</source>
        <translation>점 쌍 고르기</translation>
    </message>
    <message>
        <source>Basin of convergence</source>
        <translation>수렴 영역</translation>
    </message>
    <message>
        <source>Odometry alone, or adjusted</source>
        <translation>오도메트리만/조정 후</translation>
    </message>
    <message>
        <source>Light up all scans</source>
        <translation>모든 스캔 밝히기</translation>
    </message>
    <message>
        <source>Swap the two pictures</source>
        <translation>두 이미지 맞바꾸기</translation>
    </message>
    <message>
        <source>Start from the motion that is shown</source>
        <translation>표시된 움직임에서 시작하기</translation>
    </message>
    <message>
        <source>Energy or small pictures below</source>
        <translation>아래에 에너지/작은 이미지 표시</translation>
    </message>
    <message>
        <source>Inspect a steep pixel in the middle</source>
        <translation>가운데의 기울기 큰 픽셀 살피기</translation>
    </message>
    <message>
        <source>Pictures, spectra or encodings</source>
        <translation>이미지, 스펙트럼, 부호화 전환</translation>
    </message>
    <message>
        <source>Wipe between photo and rendering</source>
        <translation>사진과 렌더링을 밀어서 비교</translation>
    </message>
    <message>
        <source>Fly to the next held-out photo</source>
        <translation>다음 남겨 둔 사진으로 이동</translation>
    </message>
    <message>
        <source>The next page below the picture</source>
        <translation>이미지 아래의 다음 쪽</translation>
    </message>
    <message>
        <source>The network at the clicked point</source>
        <translation>누른 점에서의 네트워크</translation>
    </message>
    <message>
        <source>The levels at the clicked point</source>
        <translation>누른 점에서의 단</translation>
    </message>
    <message>
        <source>What each part brings: the paper&apos;s table</source>
        <translation>각 부분의 효과: 논문의 표</translation>
    </message>
    <message>
        <source>Save the surface, or points on it…</source>
        <translation>표면 또는 표면 위의 점 저장…</translation>
    </message>
    <message>
        <source>Save the film once round…</source>
        <translation>한 바퀴 도는 영상 저장…</translation>
    </message>
    <message>
        <source>Save the picture from here at any size…</source>
        <translation>여기서 본 이미지를 원하는 크기로 저장…</translation>
    </message>
    <message>
        <source>Back to the first held-out photo</source>
        <translation>첫 번째 남겨 둔 사진으로 돌아가기</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>다음 사진</translation>
    </message>
    <message>
        <source>Photo before</source>
        <translation>이전 사진</translation>
    </message>
    <message>
        <source>Train a field on these photos</source>
        <translation>이 사진들로 필드 학습</translation>
    </message>
    <message>
        <source>No photo chosen</source>
        <translation>사진 선택 해제</translation>
    </message>
    <message>
        <source>Next patch</source>
        <translation>다음 패치</translation>
    </message>
    <message>
        <source>Next curves</source>
        <translation>다음 곡선</translation>
    </message>
    <message>
        <source>Looks at, or looked at by</source>
        <translation>보는 곳 또는 보는 쪽</translation>
    </message>
    <message>
        <source>Class token</source>
        <translation>클래스 토큰</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>다음 헤드</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The study {name} gave no result.</source>
        <translation>결과가 나오지 않은 실습: {name}.</translation>
    </message>
    <message>
        <source>There is no display, and Xvfb is not installed; `make env` or `apt-get install xvfb` brings it.</source>
        <translation>디스플레이가 없고 Xvfb도 설치되어 있지 않습니다. `make env` 또는 `apt-get install xvfb` 명령으로 설치할 수 있습니다.</translation>
    </message>
    <message>
        <source>Xvfb could not be started.</source>
        <translation>Xvfb를 시작하지 못했습니다.</translation>
    </message>
    <message>
        <source>This lab has no use for {file}.</source>
        <translation>이 실습에서는 {file} 파일을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>클립보드에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>A film is saved as .mp4, .gif or a folder of pictures, not {suffix}.</source>
        <translation>영상은 .mp4, .gif 또는 이미지 폴더로 저장합니다. {suffix} 형식으로는 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a session of Vitrine.</source>
        <translation>{file} 파일은 Vitrine 세션이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>{file} 파일을 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The study {name} has no lab to draw it.</source>
        <translation>결과를 그려 줄 화면이 없는 실습: {name}.</translation>
    </message>
    <message>
        <source>The layer {layer} takes no part in the network&apos;s answer.</source>
        <translation>{layer} 레이어는 네트워크의 예측에 관여하지 않습니다.</translation>
    </message>
    <message>
        <source>The file {file} is damaged or cut off.</source>
        <translation>{file} 파일이 손상되었거나 중간에 잘렸습니다.</translation>
    </message>
    <message>
        <source>{file} is not an .npz file of NumPy arrays, or it is damaged.</source>
        <translation>{file} 파일은 NumPy 배열을 담은 .npz 파일이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>The array {array} of {file} holds Python objects, which are not read from files.</source>
        <translation>{file} 파일의 {array} 배열에 Python 객체가 들어 있습니다. Python 객체는 파일에서 읽지 않습니다.</translation>
    </message>
    <message>
        <source>The array {array} of {file} has {size} MB; up to {limit} are read.</source>
        <translation>{file} 파일의 {array} 배열은 {size} MB입니다. {limit} MB까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>The class {name} has no training pictures and was left out.</source>
        <translation>“{name}” 클래스는 학습 이미지가 없어서 제외했습니다.</translation>
    </message>
    <message>
        <source>{file} has pictures of one class only; at least two are needed.</source>
        <translation>{file} 안의 이미지가 모두 한 클래스입니다. 클래스가 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{count} of {total} pictures could not be read and were left out: {names}.</source>
        <translation>이미지 {total}장 중 {count}장을 읽지 못해 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>{file} has no pictures in class folders: each class needs a folder of its own.</source>
        <translation>{file} 안의 클래스 폴더에 이미지가 없습니다. 클래스마다 폴더가 하나씩 필요합니다.</translation>
    </message>
    <message>
        <source>Its pictures were resized and cropped to {side} x {side} pixels.</source>
        <translation>이미지의 크기를 {side} x {side}픽셀에 맞추어 조정하고 잘랐습니다.</translation>
    </message>
    <message>
        <source>All its pictures are grey: one channel is kept.</source>
        <translation>모든 이미지가 회색조이므로 채널을 하나만 씁니다.</translation>
    </message>
    <message>
        <source>There is not enough memory for the {width} x {height} pixels of {file}.</source>
        <translation>{file} 파일의 {width} x {height}픽셀을 담을 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>{file} is not a picture in PNG, JPEG, WebP, BMP, TIFF or GIF.</source>
        <translation>{file} 파일은 PNG, JPEG, WebP, BMP, TIFF, GIF 형식의 이미지가 아닙니다.</translation>
    </message>
    <message>
        <source>The picture {file} is damaged or cut off.</source>
        <translation>{file} 이미지가 손상되었거나 중간에 잘렸습니다.</translation>
    </message>
    <message>
        <source>{file} has {megapixels} megapixels; pictures of up to {limit} are read.</source>
        <translation>{file} 이미지는 {megapixels}메가픽셀입니다. {limit}메가픽셀까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Its name ends in {suffix}, but it is a {kind} file.</source>
        <translation>파일 이름의 확장자는 {suffix}, 실제 형식은 {kind}입니다.</translation>
    </message>
    <message>
        <source>Its transparent parts are shown on white.</source>
        <translation>투명한 부분은 흰 바탕 위에 표시합니다.</translation>
    </message>
    <message>
        <source>It is turned upright as its EXIF orientation says.</source>
        <translation>EXIF 방향 정보에 따라 바로 세웠습니다.</translation>
    </message>
    <message>
        <source>It is animated; its first picture is shown.</source>
        <translation>움직이는 이미지이므로 첫 장면을 표시합니다.</translation>
    </message>
    <message>
        <source>It has several pages; the first is shown.</source>
        <translation>여러 페이지 가운데 첫 페이지를 표시합니다.</translation>
    </message>
    <message>
        <source>Its colours are converted from the profile {profile}.</source>
        <translation>색상 프로파일을 변환했습니다: {profile}.</translation>
    </message>
    <message>
        <source>Its colour profile is damaged and was left aside.</source>
        <translation>색상 프로파일이 손상되어 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>It is made for print (CMYK); its colours are approximate.</source>
        <translation>인쇄용(CMYK) 이미지이므로 색이 정확하지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>{file} is a TIFF of a kind that cannot be read, or it is damaged.</source>
        <translation>{file} 파일은 읽을 수 없는 종류의 TIFF이거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>It has {bits} bits a channel; the upper 8 are shown.</source>
        <translation>채널당 {bits}비트 가운데 상위 8비트를 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are shown as they are.</source>
        <translation>값을 그대로 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are fractions: 0 is shown as black, 1 as white.</source>
        <translation>값이 소수이므로 0은 검정, 1은 흰색으로 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are shown as they are: 0 as black, 255 as white.</source>
        <translation>값을 그대로 표시합니다. 0은 검정, 255는 흰색입니다.</translation>
    </message>
    <message>
        <source>Its values are stretched: {low:g} is shown as black, {high:g} as white.</source>
        <translation>값의 범위를 늘려 표시합니다. 검정: {low:g}, 흰색: {high:g}.</translation>
    </message>
    <message>
        <source>{file} cannot be written: a picture&apos;s name ends in .png or .jpg.</source>
        <translation>{file} 파일을 쓸 수 없습니다. 이미지 파일의 이름은 .png 또는 .jpg로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>The film {file} cannot be encoded: OpenCV has no MPEG-4 here.</source>
        <translation>{file} 영상을 인코딩할 수 없습니다. 이 컴퓨터의 OpenCV에는 MPEG-4가 없습니다.</translation>
    </message>
    <message>
        <source>There are no pictures to write to {file}.</source>
        <translation>{file} 파일에 쓸 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 파일이 비어 있습니다.</translation>
    </message>
    <message>
        <source>There is no input of the type {type}.</source>
        <translation>{type} 형식의 입력은 없습니다.</translation>
    </message>
    <message>
        <source>{files} holds no file that can be read.</source>
        <translation>{files} 안에 읽을 수 있는 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} has {images} pictures but {labels} labels for them.</source>
        <translation>{file} 파일에 이미지는 {images}장인데 레이블은 {labels}개입니다.</translation>
    </message>
    <message>
        <source>{file} has no pictures.</source>
        <translation>{file} 안에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>The training and test pictures of {file} differ in size.</source>
        <translation>{file} 파일의 학습 이미지와 테스트 이미지는 크기가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>The pictures of {file} are an array {shape} of {dtype}, not (N, H, W) or (N, H, W, 3) of numbers.</source>
        <translation>{file} 파일의 이미지 배열은 모양 {shape}, 자료형 {dtype}입니다. 모양이 (N, H, W) 또는 (N, H, W, 3)인 수의 배열이어야 합니다.</translation>
    </message>
    <message>
        <source>The labels of {file} are an array {shape} of {dtype}, not one whole number a picture.</source>
        <translation>{file} 파일의 레이블 배열은 모양 {shape}, 자료형 {dtype}입니다. 이미지마다 정수 하나가 있어야 합니다.</translation>
    </message>
    <message>
        <source>{file} names {count} classes but has the label {label}.</source>
        <translation>{file} 파일에 클래스 이름은 {count}개인데 레이블 {label} 값이 있습니다.</translation>
    </message>
    <message>
        <source>The transparent parts of its pictures are shown on white.</source>
        <translation>이미지의 투명한 부분은 흰 바탕 위에 표시합니다.</translation>
    </message>
    <message>
        <source>Its values lie between -1 and 1: -1 is taken as black, 1 as white.</source>
        <translation>값이 -1에서 1 사이입니다. -1은 검정, 1은 흰색으로 봅니다.</translation>
    </message>
    <message>
        <source>It has 16 bits a channel, brought to 8.</source>
        <translation>채널당 16비트를 8비트로 바꾸었습니다.</translation>
    </message>
    <message>
        <source>The pictures of {file} have values from {low:g} to {high:g}, not 0 to 255 or 0 to 1.</source>
        <translation>{file} 파일의 이미지 값은 {low:g}에서 {high:g}까지입니다. 0~255 또는 0~1 범위여야 합니다.</translation>
    </message>
    <message>
        <source>{source} stopped: {reason}.</source>
        <translation>입력이 멈추었습니다. {source}: {reason}.</translation>
    </message>
    <message>
        <source>{file} is not a video that can be read, or it is damaged.</source>
        <translation>{file} 파일은 읽을 수 있는 동영상이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>Camera {index} may not be opened: there is no permission for {file}.</source>
        <translation>카메라 {index}번을 열 수 없습니다. {file} 접근 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {index} sends no pictures any more.</source>
        <translation>카메라 {index}번에서 더 이상 영상이 들어오지 않습니다.</translation>
    </message>
    <message>
        <source>Camera {index} sends no pictures; another program may be using it.</source>
        <translation>카메라 {index}번에서 영상이 들어오지 않습니다. 다른 프로그램이 쓰고 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no camera {index}.</source>
        <translation>카메라 {index}번이 없습니다.</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>{file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be read: there is no permission to open it.</source>
        <translation>{file} 파일을 읽을 수 없습니다. 열 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is a folder, not a file.</source>
        <translation>{file} 항목은 파일이 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{file} is not an ordinary file.</source>
        <translation>{file} 항목은 일반 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a data set: a folder with a folder for each class, or an .npz file, is one.</source>
        <translation>{file} 항목은 데이터 세트가 아닙니다. 클래스마다 하위 폴더가 있는 폴더나 .npz 파일이어야 합니다.</translation>
    </message>
    <message>
        <source>{file} lacks {lacking}; its arrays are: {names}.</source>
        <translation>{file} 파일에 {lacking} 배열이 없습니다. 들어 있는 배열: {names}.</translation>
    </message>
    <message>
        <source>There is no file and no sample {name}; the samples are {known}.</source>
        <translation>{name}: 이런 파일이나 예제가 없습니다. 예제 목록: {known}.</translation>
    </message>
    <message>
        <source>The sample {name} is missing: this installation has no file {file}.</source>
        <translation>{name} 예제가 없습니다. 설치된 프로그램에 {file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a CIFAR batch, or it is damaged.</source>
        <translation>{file} 파일은 CIFAR 배치가 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} lacks the file {file}.</source>
        <translation>{folder} 폴더에 {file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>{file} 파일을 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>No layer of {network} gives maps with rows and columns, so there is none to show.</source>
        <translation>{network} 네트워크에는 행과 열이 있는 맵을 내는 레이어가 없어서 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>The layer {layer} is not in this network; the default {default} is shown.</source>
        <translation>이 네트워크에는 {layer} 레이어가 없어서 기본 레이어를 표시합니다: {default}.</translation>
    </message>
    <message>
        <source>This network has no class {number}; its own answer is explained.</source>
        <translation>이 네트워크에는 {number}번 클래스가 없어서 1순위 예측을 설명합니다.</translation>
    </message>
    <message>
        <source>The network argument {part} is not of the form name=value.</source>
        <translation>네트워크 인수 {part} 부분이 이름=값 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>The network argument {name} cannot be set: the option weights does that.</source>
        <translation>네트워크 인수 {name} 값은 정할 수 없습니다. weights 옵션을 쓰십시오.</translation>
    </message>
    <message>
        <source>The network argument input_size cannot be {value}: it takes pixels from 8 to 4096.</source>
        <translation>네트워크 인수 input_size에 {value} 값을 쓸 수 없습니다. 8에서 4096까지의 픽셀 수여야 합니다.</translation>
    </message>
    <message>
        <source>{file} does not hold the official weights of {network}: {reason}.</source>
        <translation>{file} 파일에 {network} 네트워크의 공식 가중치가 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{network} cannot be built with {arguments}: {reason}.</source>
        <translation>{network} 네트워크를 {arguments} 설정으로 만들 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{file} fits only {library}&apos;s {network}, so it was opened as that one.</source>
        <translation>{file} 파일은 {library}의 {network} 네트워크에만 맞으므로 그 네트워크로 열었습니다.</translation>
    </message>
    <message>
        <source>{file} does not fit {network}: missing {missing}; unexpected {unexpected}; of another shape {misshaped}.</source>
        <translation>{file} 파일이 {network} 네트워크에 맞지 않습니다. 없는 항목: {missing}; 남는 항목: {unexpected}; 모양이 다른 항목: {misshaped}.</translation>
    </message>
    <message>
        <source>{file} is not a text in UTF-8.</source>
        <translation>{file} 파일은 UTF-8 텍스트가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a list of class names.</source>
        <translation>{file} 파일은 클래스 이름 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} names {count} classes, but the network has {classes}.</source>
        <translation>{file} 파일의 클래스 이름은 {count}개인데 네트워크의 클래스는 {classes}개입니다.</translation>
    </message>
    <message>
        <source>{network} is not a classifier of pictures (it detects, segments, tracks, needs films, or only gives features), so it cannot be opened here.</source>
        <translation>{network} 네트워크는 이미지 분류기가 아니어서 여기에서 열 수 없습니다. 검출, 분할, 추적, 동영상 처리 또는 특징 추출용 네트워크입니다.</translation>
    </message>
    <message>
        <source>There is no network {name}.</source>
        <translation>{name} 네트워크가 없습니다.</translation>
    </message>
    <message>
        <source>There is no network {name}; close to it are {close}.</source>
        <translation>{name} 네트워크가 없습니다. 비슷한 이름: {close}.</translation>
    </message>
    <message>
        <source>No weights of {network} come with Vitrine: choose none (random, from the seed), or give a file&apos;s path.</source>
        <translation>{network} 네트워크의 가중치는 Vitrine에 들어 있지 않습니다. none(시드로 정한 무작위 값)을 선택하거나 파일 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>{weights} are weights of {theirs}, not of {network}.</source>
        <translation>{weights} 가중치는 {network} 네트워크용이 아니라 {theirs} 네트워크용입니다.</translation>
    </message>
    <message>
        <source>{file} is damaged: its hash is not the one on its card.</source>
        <translation>{file} 파일이 손상되었습니다. 해시 값이 카드에 적힌 값과 다릅니다.</translation>
    </message>
    <message>
        <source>{library} has no weights of {network}: choose none (random, from the seed), or give a file&apos;s path.</source>
        <translation>{library}에는 {network} 네트워크의 가중치가 없습니다. none(시드로 정한 무작위 값)을 선택하거나 파일 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>There are no weights {weights} of {network}; there are {known}.</source>
        <translation>{network} 네트워크에는 {weights} 가중치가 없습니다. 쓸 수 있는 가중치: {known}.</translation>
    </message>
    <message>
        <source>{weights} are weights of {library}&apos;s {network}, so it was opened as that one.</source>
        <translation>{weights} 가중치는 {library}의 {network} 네트워크용이므로 그 네트워크로 열었습니다.</translation>
    </message>
    <message>
        <source>The option {option} takes one number or {channels}, one a channel, not {count}.</source>
        <translation>{option} 옵션에는 수를 한 개 또는 채널마다 하나씩 {channels}개 입력해야 합니다. 입력한 수: {count}개.</translation>
    </message>
    <message>
        <source>The option {option} takes numbers above 0.</source>
        <translation>{option} 옵션에는 0보다 큰 수를 입력해야 합니다.</translation>
    </message>
    <message>
        <source>{network} takes pictures of {height} x {width} pixels only: choose the fit whole or crop.</source>
        <translation>{network} 네트워크의 입력은 {height} x {width}픽셀이어야 합니다. 맞춤을 whole 또는 crop으로 선택하십시오.</translation>
    </message>
    <message>
        <source>The photo was resized from {width} x {height} to {new_width} x {new_height}.</source>
        <translation>사진의 크기를 {width} x {height}에서 {new_width} x {new_height} 크기로 조정했습니다.</translation>
    </message>
    <message>
        <source>The option {option} cannot be {value}: it takes {expected}.</source>
        <translation>{option} 옵션에 {value} 값을 쓸 수 없습니다. 쓸 수 있는 값: {expected}.</translation>
    </message>
    <message>
        <source>There is no option {option}; there are {known}.</source>
        <translation>{option} 옵션이 없습니다. 쓸 수 있는 옵션: {known}.</translation>
    </message>
    <message>
        <source>There is no device {device} here; there is {known}.</source>
        <translation>이 컴퓨터에는 {device} 장치가 없습니다. 쓸 수 있는 장치: {known}.</translation>
    </message>
    <message>
        <source>Not enough memory: {asked} was asked for and {free} is free. A smaller picture, batch or network will do.</source>
        <translation>메모리가 부족합니다. 필요한 메모리: {asked}, 남은 메모리: {free}. 이미지나 배치를 줄이거나 더 작은 네트워크를 쓰면 됩니다.</translation>
    </message>
    <message>
        <source>The computation failed: {kind}, {reason}</source>
        <translation>계산하지 못했습니다: {kind}, {reason}</translation>
    </message>
    <message>
        <source>{count} of the layer&apos;s tokens stand for no place in the picture and are left out.</source>
        <translation>레이어의 토큰 가운데 {count}개는 이미지의 위치를 나타내지 않으므로 제외했습니다.</translation>
    </message>
    <message>
        <source>The layer {layer} of {network} gives no maps with rows and columns, so Grad-CAM has nothing to weigh.</source>
        <translation>{network} 네트워크의 {layer} 레이어는 행과 열이 있는 맵을 내지 않아서 Grad-CAM을 계산할 수 없습니다.</translation>
    </message>
    <message>
        <source>The loss is no longer a number after step {step}: try a lower learning rate than {rate}.</source>
        <translation>{step}단계 이후 손실이 더 이상 수가 아닙니다. 학습률을 {rate}보다 낮추십시오.</translation>
    </message>
    <message>
        <source>{name} holds a single class: a classifier needs two or more.</source>
        <translation>{name} 데이터에 클래스가 하나뿐입니다. 분류기에는 클래스가 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{name} holds too few pictures to train on.</source>
        <translation>{name} 데이터의 이미지가 너무 적어서 학습할 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no study {name}; there are {known}.</source>
        <translation>{name} 실습이 없습니다. 실습 목록: {known}.</translation>
    </message>
    <message>
        <source>{file} is not a checkpoint of a training.</source>
        <translation>{file} 파일은 학습 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a card of weights.</source>
        <translation>{file} 파일은 가중치 카드가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} cannot be downloaded: {reason}.</source>
        <translation>{file} 파일을 내려받을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{file} was downloaded and thrown away: its hash is not the published one.</source>
        <translation>내려받은 {file} 파일을 버렸습니다. 해시 값이 공개된 값과 다릅니다.</translation>
    </message>
    <message>
        <source>{file} is a folder, not a weights file.</source>
        <translation>{file} 항목은 가중치 파일이 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{file} is not a whole safetensors file: it is cut off or damaged.</source>
        <translation>{file} 파일은 온전한 safetensors 파일이 아닙니다. 중간에 잘렸거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{file} was not opened: it holds more than tensors, or is no weights file, and nothing in it was executed; save the network&apos;s state_dict instead.</source>
        <translation>{file} 파일을 열지 않았습니다. 텐서가 아닌 것이 들어 있거나 가중치 파일이 아닙니다. 파일의 내용은 전혀 실행하지 않았습니다. 네트워크의 state_dict를 저장한 파일을 쓰십시오.</translation>
    </message>
    <message>
        <source>{file} is not a weights file of safetensors or torch, or is cut off or damaged.</source>
        <translation>{file} 파일은 safetensors나 torch의 가중치 파일이 아니거나, 중간에 잘렸거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{file} holds no network&apos;s weights: no tensors under names were found in it.</source>
        <translation>{file} 파일에 네트워크의 가중치가 없습니다. 이름이 붙은 텐서를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>The weights were taken from {key} in the file.</source>
        <translation>파일의 {key} 항목에서 가중치를 읽었습니다.</translation>
    </message>
    <message>
        <source>{prefix} was taken off the names in the file.</source>
        <translation>파일에 있는 이름에서 {prefix} 부분을 떼어 냈습니다.</translation>
    </message>
    <message>
        <source>The weights {weights} of {network} are not on this computer and cannot be downloaded ({reason}): run &apos;python main.py fetch {network} --to FOLDER&apos; where there is internet and open that folder here as a class pack (--packs FOLDER), or give the weights file itself by its path.</source>
        <translation>{network} 네트워크의 {weights} 가중치가 이 컴퓨터에 없고 내려받을 수도 없습니다({reason}). 인터넷이 되는 곳에서 &apos;python main.py fetch {network} --to FOLDER&apos; 명령을 실행한 다음 그 폴더를 여기에서 수업 팩으로 열거나(--packs FOLDER), 가중치 파일의 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>{file} is not the list of a class pack.</source>
        <translation>{file} 파일은 수업 팩의 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a folder.</source>
        <translation>{file} 항목은 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>The folder {file} holds no weights.</source>
        <translation>{file} 폴더에 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>{file} in the class pack {folder} is damaged: its hash is not the listed one.</source>
        <translation>수업 팩 {folder} 안의 {file} 파일이 손상되었습니다. 해시 값이 목록에 적힌 값과 다릅니다.</translation>
    </message>
    <message>
        <source>There are no weights of {network} to put into a pack.</source>
        <translation>수업 팩에 넣을 {network} 네트워크의 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a scan of rows of four 32-bit numbers (x, y, z, intensity): its {size} bytes are not a multiple of 16.</source>
        <translation>{file} 파일은 32비트 수 네 개(x, y, z, 반사 강도)로 된 행의 스캔이 아닙니다. 크기가 {size}바이트로 16의 배수가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a scan of rows of 32-bit numbers x, y, z and intensity.</source>
        <translation>{file} 파일은 32비트 수 x, y, z, 반사 강도로 된 행의 스캔이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is read as rows of {columns} numbers: x, y, z, intensity.</source>
        <translation>{file} 파일을 수 {columns}개로 된 행으로 읽습니다: x, y, z, 반사 강도.</translation>
    </message>
    <message>
        <source>{file} has no array of points: it would be called {names}.</source>
        <translation>{file} 파일에 점 배열이 없습니다. 쓸 수 있는 배열 이름: {names}.</translation>
    </message>
    <message>
        <source>The array {array} of {file} is {shape}, which does not fit {count} points.</source>
        <translation>{file} 파일의 {array} 배열은 모양이 {shape}입니다. 점 {count}개와 맞지 않습니다.</translation>
    </message>
    <message>
        <source>{file} holds an array of {type}, and points are numbers.</source>
        <translation>{file} 파일에 든 배열의 자료형은 {type}입니다. 점은 수여야 합니다.</translation>
    </message>
    <message>
        <source>{file} holds an array {shape}, and points are (N, 3), (N, 4) or (N, 6).</source>
        <translation>{file} 파일에 든 배열의 모양은 {shape}입니다. 점은 (N, 3), (N, 4) 또는 (N, 6) 배열이어야 합니다.</translation>
    </message>
    <message>
        <source>{file} holds no points.</source>
        <translation>{file} 파일에 점이 없습니다.</translation>
    </message>
    <message>
        <source>None of the points in {file} is finite.</source>
        <translation>{file} 파일에 유한한 점이 하나도 없습니다.</translation>
    </message>
    <message>
        <source>{count} points of {file} are not finite numbers and were left out.</source>
        <translation>{file} 파일의 점 {count}개는 유한한 수가 아니어서 제외했습니다.</translation>
    </message>
    <message>
        <source>{count} points of {file} have no normal; the normals of the file are not used.</source>
        <translation>{file} 파일의 점 {count}개에 법선이 없어서 파일의 법선을 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>The coordinates of {file} are large: views show them relative to {x:.0f}, {y:.0f}, {z:.0f}, and what is saved has the file&apos;s own.</source>
        <translation>{file} 파일의 좌표가 큽니다. 화면에는 {x:.0f}, {y:.0f}, {z:.0f} 기준의 상대 좌표로 표시하고, 저장할 때는 파일의 좌표를 그대로 씁니다.</translation>
    </message>
    <message>
        <source>{file} has no fields x, y and z.</source>
        <translation>{file} 파일에 x, y, z 필드가 없습니다.</translation>
    </message>
    <message>
        <source>{file} has no vertices with x, y and z.</source>
        <translation>{file} 파일에 x, y, z 좌표가 있는 꼭짓점이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is a mesh of {triangles} triangles: {count} points were placed on it.</source>
        <translation>{file} 파일은 삼각형 {triangles}개의 메시입니다. 그 위에 점 {count}개를 놓았습니다.</translation>
    </message>
    <message>
        <source>{count} lines of {file} are no points and were left out.</source>
        <translation>{file} 파일의 {count}개 줄은 점이 아니어서 제외했습니다.</translation>
    </message>
    <message>
        <source>{file} is not a point cloud: it is not a table with three columns of numbers or more.</source>
        <translation>{file} 파일은 점군이 아닙니다. 수로 된 열이 세 개 이상인 표가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a point cloud: it holds a 4 x 4 transform.</source>
        <translation>{file} 파일은 점군이 아닙니다. 4 x 4 변환이 들어 있습니다.</translation>
    </message>
    <message>
        <source>The values beside the coordinates in {file} are taken for colours.</source>
        <translation>{file} 파일에서 좌표 옆의 값을 색으로 봅니다.</translation>
    </message>
    <message>
        <source>The values beside the coordinates in {file} are taken for normals.</source>
        <translation>{file} 파일에서 좌표 옆의 값을 법선으로 봅니다.</translation>
    </message>
    <message>
        <source>The values beside the coordinates in {file} are not used.</source>
        <translation>{file} 파일에서 좌표 옆의 값은 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>{file} has {size} MB; clouds of up to {limit} MB are read.</source>
        <translation>{file} 파일은 {size} MB입니다. 점군은 {limit} MB까지 읽습니다.</translation>
    </message>
    <message>
        <source>{file} does not fit into the memory of this computer.</source>
        <translation>{file} 파일을 담을 메모리가 이 컴퓨터에 부족합니다.</translation>
    </message>
    <message>
        <source>{file} is not a point cloud of a known kind.</source>
        <translation>{file} 파일은 알려진 종류의 점군이 아닙니다.</translation>
    </message>
    <message>
        <source>{folder} holds no colour picture with a depth picture of its time.</source>
        <translation>{folder} 폴더에 같은 시각의 깊이 이미지가 있는 컬러 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>{folder} is no RGB-D sequence: it needs rgb.txt and depth.txt, or folders color (or rgb) and depth.</source>
        <translation>{folder} 폴더는 RGB-D 시퀀스가 아닙니다. rgb.txt와 depth.txt, 또는 color(또는 rgb) 폴더와 depth 폴더가 있어야 합니다.</translation>
    </message>
    <message>
        <source>It has no camera file; a PrimeSense&apos;s focal length of 525 is taken.</source>
        <translation>카메라 파일이 없어서 PrimeSense의 초점 거리 525를 씁니다.</translation>
    </message>
    <message>
        <source>A list in {folder} names a file outside of it: {file}.</source>
        <translation>{folder} 폴더의 목록에 폴더 밖의 파일이 있습니다: {file}.</translation>
    </message>
    <message>
        <source>{colour} and {depth} are not of the same size.</source>
        <translation>{colour} 이미지와 {depth} 이미지의 크기가 다릅니다.</translation>
    </message>
    <message>
        <source>{folder} is no scene: no transforms_train.json, transforms.json, poses_bounds.npy or COLMAP model in it.</source>
        <translation>{folder} 폴더는 장면이 아닙니다. transforms_train.json, transforms.json, poses_bounds.npy, COLMAP 모델이 모두 없습니다.</translation>
    </message>
    <message>
        <source>{file} is no scene; open a folder, a transforms.json, or an .npz with images, poses and focal.</source>
        <translation>{file} 파일은 장면이 아닙니다. 폴더, transforms.json, 또는 images, poses, focal이 든 .npz 파일을 여십시오.</translation>
    </message>
    <message>
        <source>{name} has no picture {index}; it has {count}, counted from 0.</source>
        <translation>{name}: {index}번 이미지가 없습니다. 이미지는 {count}장이며 0부터 셉니다.</translation>
    </message>
    <message>
        <source>The depth picture {file} is damaged, or not a PNG or TIFF.</source>
        <translation>깊이 이미지 {file} 파일이 손상되었거나 PNG 또는 TIFF가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a depth picture: it is not grey with 16 bits.</source>
        <translation>{file} 파일은 깊이 이미지가 아닙니다. 16비트 회색조가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not understood from its entry {line} on.</source>
        <translation>{file} 파일은 {line}번 항목부터 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a camera file with width, height and intrinsic_matrix.</source>
        <translation>{file} 파일은 width, height, intrinsic_matrix가 있는 카메라 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>Left out because the photo is missing, {count} of {total} views: {names}.</source>
        <translation>사진이 없어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the photo is damaged or no picture, {count} of {total} views: {names}.</source>
        <translation>사진이 손상되었거나 이미지가 아니어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the photo has another size than the scene says, {count} of {total} views: {names}.</source>
        <translation>사진 크기가 장면에 적힌 것과 달라서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the photo has another size than the others, {count} of {total} views: {names}.</source>
        <translation>사진 크기가 나머지와 달라서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because there is no pose, {count} of {total} views: {names}.</source>
        <translation>자세가 없어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the pose is not made of finite numbers, {count} of {total} views: {names}.</source>
        <translation>자세가 유한한 수가 아니어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the pose is singular or no rigid motion, {count} of {total} views: {names}.</source>
        <translation>자세가 특이 행렬이거나 강체 움직임이 아니어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because focal length or centre make no sense, {count} of {total} views: {names}.</source>
        <translation>초점 거리나 중심이 맞지 않아서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>Left out because the camera model is not read, {count} of {total} views: {names}.</source>
        <translation>읽지 않는 카메라 모델이어서 시점 {total}개 중 {count}개를 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its photos are missing, for example {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 사진이 없습니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its photos are damaged or no pictures, for example {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 사진이 손상되었거나 이미지가 아닙니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its photos have another size than it says, for example {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 사진 크기가 장면에 적힌 것과 다릅니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its photos are all of different sizes.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 사진 크기가 모두 다릅니다.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its views have no pose, for example {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 시점에 자세가 없습니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its poses are not made of finite numbers, for example that of {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 자세가 유한한 수가 아닙니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its poses are singular or no rigid motions, for example that of {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 자세가 특이 행렬이거나 강체 움직임이 아닙니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its focal length or centre is missing or senseless, for example in {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 초점 거리나 중심이 없거나 맞지 않습니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{scene} cannot be used: its camera model is not read, for example that of {names}.</source>
        <translation>{scene} 장면을 쓸 수 없습니다. 읽지 않는 카메라 모델입니다. 예: {names}.</translation>
    </message>
    <message>
        <source>The photo {file} has changed its size since the scene was opened.</source>
        <translation>장면을 연 뒤에 {file} 사진의 크기가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>{scene} has {count} views; scenes of up to {limit} are read.</source>
        <translation>{scene} 장면의 시점은 {count}개입니다. 장면은 시점 {limit}개까지 읽습니다.</translation>
    </message>
    <message>
        <source>Its photos are of another size than its cameras, which are scaled to them.</source>
        <translation>사진의 크기가 카메라와 달라서 카메라를 사진에 맞추어 조정했습니다.</translation>
    </message>
    <message>
        <source>Its lens distortion is taken out of the photos where they are used.</source>
        <translation>사진을 쓸 때 렌즈 왜곡을 제거합니다.</translation>
    </message>
    <message>
        <source>{scene} has only one view; at least two are needed.</source>
        <translation>{scene} 장면의 시점이 하나뿐입니다. 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{scene} lists no views.</source>
        <translation>{scene} 장면에 적힌 시점이 없습니다.</translation>
    </message>
    <message>
        <source>Every {every}th view, {count} in all, is held out for testing.</source>
        <translation>시점 {every}개마다 하나씩, 모두 {count}개를 테스트용으로 남겨 둡니다.</translation>
    </message>
    <message>
        <source>Its {count} validation views are not used; it has test views.</source>
        <translation>검증 시점 {count}개는 쓰지 않습니다. 테스트 시점이 있습니다.</translation>
    </message>
    <message>
        <source>Near, far and the box are from {count} sparse points, without their outermost per cent.</source>
        <translation>가까운 한계와 먼 한계, 상자는 희소 점 {count}개에서 가장 바깥 1%를 빼고 정했습니다.</translation>
    </message>
    <message>
        <source>Near, far and the box are round the place that the cameras look at.</source>
        <translation>가까운 한계와 먼 한계, 상자는 카메라들이 바라보는 곳을 중심으로 정했습니다.</translation>
    </message>
    <message>
        <source>The cameras look at no common place; near and far are a quarter and ten times their spread.</source>
        <translation>카메라들이 함께 바라보는 곳이 없습니다. 가까운 한계와 먼 한계는 카메라 퍼짐의 4분의 1과 10배입니다.</translation>
    </message>
    <message>
        <source>{folder} holds no COLMAP model with cameras and images.</source>
        <translation>{folder} 폴더에 카메라와 이미지가 있는 COLMAP 모델이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a file of a COLMAP model, or it is damaged.</source>
        <translation>{file} 파일은 COLMAP 모델의 파일이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{folder} has no folder images with photos.</source>
        <translation>{folder} 폴더에 사진이 든 images 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>Its photos are taken from the folder {folder}.</source>
        <translation>사진은 {folder} 폴더에서 가져옵니다.</translation>
    </message>
    <message>
        <source>{folder} has {photos} photos but {poses} poses, which belong together by their order.</source>
        <translation>{folder} 폴더에 사진은 {photos}장인데 자세는 {poses}개입니다. 둘은 순서대로 짝을 이루어야 합니다.</translation>
    </message>
    <message>
        <source>{file} is not a table of poses and bounds with 17 columns.</source>
        <translation>{file} 파일은 열이 17개인 자세와 한계의 표가 아닙니다.</translation>
    </message>
    <message>
        <source>Its applied transform is not undone: positions are as in the file, not as first measured.</source>
        <translation>적용된 변환을 되돌리지 않습니다. 위치는 처음 잰 값이 아니라 파일의 값입니다.</translation>
    </message>
    <message>
        <source>Its fourth radial distortion coefficient, k4, is left aside.</source>
        <translation>네 번째 방사 왜곡 계수 k4는 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Its sparse points in {file} are missing or cannot be read.</source>
        <translation>{file} 파일의 희소 점이 없거나 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>{scene} has no views of this kind.</source>
        <translation>{scene} 장면에 이런 종류의 시점이 없습니다.</translation>
    </message>
    <message>
        <source>Left out because the photo cannot be read, {count} in all: {name}.</source>
        <translation>읽을 수 없는 사진 {count}장을 제외했습니다: {name}.</translation>
    </message>
    <message>
        <source>{file} has no arrays images, poses and focal that belong together.</source>
        <translation>{file} 파일에 서로 맞는 images, poses, focal 배열이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not understood: it is no JSON file with cameras and frames.</source>
        <translation>{file} 파일을 해석할 수 없습니다. 카메라와 프레임이 있는 JSON 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} cannot be written: a cloud&apos;s name ends in {endings}.</source>
        <translation>{file} 파일을 쓸 수 없습니다. 점군 파일의 이름 끝: {endings}.</translation>
    </message>
    <message>
        <source>The cameras of {name} do not all look the same way, which ndc needs.</source>
        <translation>{name}: 카메라들이 모두 같은 쪽을 보고 있지 않습니다. ndc에는 같은 쪽을 보는 카메라가 필요합니다.</translation>
    </message>
    <message>
        <source>The scene has no limits: what lies outside a ball of radius {radius} about what the cameras look at is drawn in to twice that.</source>
        <translation>장면에 한계가 없습니다. 카메라들이 바라보는 곳을 둘러싼 반지름 {radius} 공의 바깥은 그 두 배 안으로 끌어들입니다.</translation>
    </message>
    <message>
        <source>The cameras all look forward: the field lies in normalised device coordinates, from the depth {near} to infinity.</source>
        <translation>카메라들이 모두 앞을 봅니다. 필드는 깊이 {near}에서 무한대까지 정규화 장치 좌표(NDC)에 놓입니다.</translation>
    </message>
    <message>
        <source>{name} has too few photos: two to train on and one to hold out are needed.</source>
        <translation>{name}: 사진이 너무 적습니다. 학습에 두 장, 남겨 두는 데 한 장이 필요합니다.</translation>
    </message>
    <message>
        <source>{file} holds no radiance field&apos;s weights that can be read.</source>
        <translation>{file} 파일에 읽을 수 있는 방사장 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>The voxels, {voxels}, were chosen from the clouds&apos; extent.</source>
        <translation>점군의 크기에서 정한 복셀: {voxels}.</translation>
    </message>
    <message>
        <source>The voxels, {voxels}, were chosen from the clouds&apos; extent; the last scale takes every point.</source>
        <translation>점군의 크기에서 정한 복셀: {voxels}. 마지막 축척은 모든 점을 씁니다.</translation>
    </message>
    <message>
        <source>Correspondences are sought within {distances}, chosen from voxel and spacing.</source>
        <translation>대응을 찾는 거리(복셀과 점 간격에서 정함): {distances}.</translation>
    </message>
    <message>
        <source>One cloud is {ratio:.3g} times as large as the other: they may differ in unit.</source>
        <translation>한 점군의 크기가 다른 점군의 {ratio:.3g}배입니다. 단위가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The source slides: the geometry hardly determines the shift along ({x:.2f}, {y:.2f}, {z:.2f}).</source>
        <translation>소스가 미끄러집니다. 기하가 ({x:.2f}, {y:.2f}, {z:.2f}) 방향의 이동을 거의 결정하지 못합니다.</translation>
    </message>
    <message>
        <source>The source slides: the geometry does not determine the shift along ({x:.2f}, {y:.2f}, {z:.2f}).</source>
        <translation>소스가 미끄러집니다. 기하가 ({x:.2f}, {y:.2f}, {z:.2f}) 방향의 이동을 결정하지 못합니다.</translation>
    </message>
    <message>
        <source>The source turns: the geometry hardly determines the turn about ({x:.2f}, {y:.2f}, {z:.2f}).</source>
        <translation>소스가 돕니다. 기하가 ({x:.2f}, {y:.2f}, {z:.2f}) 축 둘레의 회전을 거의 결정하지 못합니다.</translation>
    </message>
    <message>
        <source>The source turns: the geometry does not determine the turn about ({x:.2f}, {y:.2f}, {z:.2f}).</source>
        <translation>소스가 돕니다. 기하가 ({x:.2f}, {y:.2f}, {z:.2f}) 축 둘레의 회전을 결정하지 못합니다.</translation>
    </message>
    <message>
        <source>There are no correspondences: no source point has a target point within {distance:.3g}; start closer, look farther, or register globally first.</source>
        <translation>대응이 없습니다. 거리 {distance:.3g} 안에 대상 점이 있는 소스 점이 없습니다. 더 가까이에서 시작하거나, 더 멀리 찾거나, 먼저 전역 정합을 하십시오.</translation>
    </message>
    <message>
        <source>The alignment oscillates: it comes back to the same poses every {count} steps, up to {swing:.2g} apart.</source>
        <translation>정렬이 진동합니다. {count}단계마다 같은 자세로 돌아오며, 그 사이의 차이는 최대 {swing:.2g}입니다.</translation>
    </message>
    <message>
        <source>It had not converged after {count} steps at this scale.</source>
        <translation>이 축척에서 {count}단계 뒤에도 수렴하지 않았습니다.</translation>
    </message>
    <message>
        <source>Fast Global Registration ended away from the group of matches that fits best; ICP starts from the group&apos;s own motion.</source>
        <translation>고속 전역 정합이 가장 잘 맞는 매칭 무리에서 벗어나 끝났습니다. ICP는 그 무리의 움직임에서 시작합니다.</translation>
    </message>
    <message>
        <source>There are no correspondences: the clouds share no features.</source>
        <translation>대응이 없습니다. 두 점군에 공통된 특징이 없습니다.</translation>
    </message>
    <message>
        <source>There are no correspondences that agree on a motion.</source>
        <translation>하나의 움직임에 일치하는 대응이 없습니다.</translation>
    </message>
    <message>
        <source>Only {percent}% of the source&apos;s points end within {distance} of a target point, so there are no correspondences to rely on: the clouds may not overlap.</source>
        <translation>대상 점에서 거리 {distance} 안에 놓인 소스 점이 {percent}%뿐이어서 믿을 만한 대응이 없습니다. 점군이 겹치지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>On a voxel of {coarse} no group of matches fits well, so the search was tried again on one of {fine}.</source>
        <translation>복셀 {coarse}에서는 잘 맞는 매칭 무리가 없어서 복셀 {fine}에서 다시 찾았습니다.</translation>
    </message>
    <message>
        <source>On a voxel of {coarse} no group of matches fits well; on one of {fine} none fits better.</source>
        <translation>복셀 {coarse}에서는 잘 맞는 매칭 무리가 없고, 복셀 {fine}에서도 더 잘 맞는 무리가 없습니다.</translation>
    </message>
    <message>
        <source>{cloud} holds no points to register.</source>
        <translation>{cloud} 점군에 정합할 점이 없습니다.</translation>
    </message>
    <message>
        <source>{cloud} has no colours, which coloured ICP compares: choose another method.</source>
        <translation>{cloud} 점군에 컬러 ICP가 비교할 색이 없습니다. 다른 방법을 고르십시오.</translation>
    </message>
    <message>
        <source>{cloud} has no point with finite coordinates.</source>
        <translation>{cloud} 점군에 좌표가 유한한 점이 없습니다.</translation>
    </message>
    <message>
        <source>Only {made} of {count} false loop closures found a free pair of scans.</source>
        <translation>거짓 루프 폐쇄 {count}개 중 {made}개만 빈 스캔 쌍을 찾았습니다.</translation>
    </message>
    <message>
        <source>Scans {first} and {second} overlap too little to be registered.</source>
        <translation>스캔 {first}, {second}: 겹침이 너무 적어서 정합할 수 없습니다.</translation>
    </message>
    <message>
        <source>Of {count} neighbouring pairs {features} were registered from matched features and {identity} from where they are, whichever agrees better.</source>
        <translation>이웃한 쌍 {count}개 중 매칭된 특징에서 정합한 것은 {features}개, 있는 자리에서 정합한 것은 {identity}개입니다. 더 잘 일치하는 쪽을 썼습니다.</translation>
    </message>
    <message>
        <source>Each odometry edge was turned away by {degrees:g} degrees on purpose.</source>
        <translation>오도메트리 간선마다 일부러 {degrees:g}도씩 돌렸습니다.</translation>
    </message>
    <message>
        <source>The odometry edges do not connect all scans, so that part of the map hangs on loop closures alone or stands where it was.</source>
        <translation>오도메트리 간선이 모든 스캔을 잇지 못합니다. 그래서 지도의 일부는 루프 폐쇄에만 매달리거나 제자리에 머뭅니다.</translation>
    </message>
    <message>
        <source>{refused} of {tried} candidates for loop closures overlap too little and were not used.</source>
        <translation>루프 폐쇄 후보 {tried}개 중 {refused}개는 겹침이 너무 적어서 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>{count} points of {cloud} are not finite numbers and were left out.</source>
        <translation>{cloud} 점군의 점 {count}개는 유한한 수가 아니어서 제외했습니다.</translation>
    </message>
    <message>
        <source>Pairs are registered on voxel grids of {coarse:.3g} and {fine:.3g}, chosen.</source>
        <translation>쌍을 정합하는 복셀 격자(자동): {coarse:.3g}, {fine:.3g}.</translation>
    </message>
    <message>
        <source>Correspondences are sought within {distance:.3g}, chosen.</source>
        <translation>대응을 찾는 거리(자동): {distance:.3g}.</translation>
    </message>
    <message>
        <source>{file} cannot be read as a true transform: it takes 4 x 4 numbers, as text or .npy.</source>
        <translation>{file} 파일을 참 변환으로 읽을 수 없습니다. 텍스트 또는 .npy 형식의 4 x 4 수여야 합니다.</translation>
    </message>
    <message>
        <source>{file} holds no rigid transform: a rotation, a shift, and 0 0 0 1 below.</source>
        <translation>{file} 파일에 강체 변환이 없습니다. 회전과 이동, 그리고 맨 아래 행 0 0 0 1이 있어야 합니다.</translation>
    </message>
    <message>
        <source>The problem {problem} has no parameter {name}; it has {known}.</source>
        <translation>{problem} 문제에 {name} 매개변수가 없습니다. 있는 매개변수: {known}.</translation>
    </message>
    <message>
        <source>The map of the energy needs two different parameters, not {name} twice.</source>
        <translation>에너지 지도에는 서로 다른 매개변수 두 개가 필요합니다. {name} 매개변수를 두 번 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The library that computes {what} stopped unexpectedly; the input may be one it cannot handle.</source>
        <translation>계산하던 라이브러리가 예기치 않게 멈추었습니다({what}). 라이브러리가 처리할 수 없는 입력일 수 있습니다.</translation>
    </message>
    <message>
        <source>The computation of {what} failed: {kind}, {reason}</source>
        <translation>계산에 실패했습니다({what}): {kind}, {reason}</translation>
    </message>
    <message>
        <source>{cloud} has no colours, so there is no gradient of them.</source>
        <translation>{cloud} 점군에 색이 없어서 색의 기울기도 없습니다.</translation>
    </message>
    <message>
        <source>A position takes three numbers: x, y and z.</source>
        <translation>위치는 세 수 x, y, z입니다.</translation>
    </message>
    <message>
        <source>The point has {count} neighbours within {radius:.3g}: too few for a gradient.</source>
        <translation>점에서 반지름 {radius:.3g} 안에 이웃이 {count}개뿐이어서 기울기를 구할 수 없습니다.</translation>
    </message>
    <message>
        <source>No true transform is known: the map shows who ends where the run from the initial pose ends.</source>
        <translation>참 변환을 모릅니다. 지도는 초기 자세에서 시작한 실행이 끝난 곳에서 함께 끝나는 시작을 보여 줍니다.</translation>
    </message>
    <message>
        <source>A run of the map ended with a transform that is no motion.</source>
        <translation>지도의 한 실행이 강체 움직임이 아닌 변환으로 끝났습니다.</translation>
    </message>
    <message>
        <source>The part of the map takes four numbers: from and to of each of its two parameters.</source>
        <translation>지도의 부분은 네 수로 적습니다. 두 매개변수 각각의 시작과 끝입니다.</translation>
    </message>
    <message>
        <source>A cloud has too few points for feature histograms.</source>
        <translation>점이 너무 적어서 특징 히스토그램을 만들 수 없는 점군이 있습니다.</translation>
    </message>
    <message>
        <source>There is no point {point}: the voxel grid has {count}.</source>
        <translation>{point}번 점이 없습니다. 복셀 격자의 점은 {count}개입니다.</translation>
    </message>
    <message>
        <source>At the start {start} there is no energy: a prediction is not a finite number.</source>
        <translation>시작점 {start}에서는 에너지가 없습니다. 유한하지 않은 예측값이 있습니다.</translation>
    </message>
    <message>
        <source>The kernel&apos;s width, {width}, was chosen from the noise.</source>
        <translation>잡음에서 정한 커널 폭: {width}.</translation>
    </message>
    <message>
        <source>The start takes {wanted} numbers for this problem, not {given}: the problem&apos;s own start was used.</source>
        <translation>이 문제의 시작점에는 수 {wanted}개가 필요한데 {given}개가 주어져서 문제의 기본 시작점을 썼습니다.</translation>
    </message>
    <message>
        <source>A voxel of {voxel} was chosen: {source} and {target} points are left.</source>
        <translation>자동으로 정한 복셀: {voxel}. 남은 점은 소스 {source}개, 대상 {target}개입니다.</translation>
    </message>
    <message>
        <source>There is only one scan: a map takes two or more.</source>
        <translation>스캔이 하나뿐입니다. 지도에는 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>There are {count} scans; a map takes {most} at most.</source>
        <translation>스캔이 {count}개입니다. 지도에는 {most}개까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Picture {index} of {name} has no depth, so its pixels cannot be moved.</source>
        <translation>{name}: {index}번 이미지에 깊이가 없어서 픽셀을 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>The pictures have room for {count} levels.</source>
        <translation>이미지 크기로는 {count}단까지 가능합니다.</translation>
    </message>
    <message>
        <source>Both pictures are the same one.</source>
        <translation>두 이미지가 같은 이미지입니다.</translation>
    </message>
    <message>
        <source>Picture {index} of {name} has no depth to compare; the photometric energy needs none.</source>
        <translation>{name}: {index}번 이미지에 비교할 깊이가 없습니다. 광도 에너지에는 깊이가 필요 없습니다.</translation>
    </message>
    <message>
        <source>No correspondences: of the pixels with a depth none, or too few, land in the second picture.</source>
        <translation>대응이 없습니다. 깊이가 있는 픽셀 가운데 둘째 이미지 안에 놓이는 것이 없거나 너무 적습니다.</translation>
    </message>
    <message>
        <source>The pixels in common do not determine all six numbers of a step.</source>
        <translation>공통된 픽셀이 한 단계의 여섯 수를 모두 결정하지 못합니다.</translation>
    </message>
    <message>
        <source>The energy rose twice in a row; the level ends at its best motion.</source>
        <translation>에너지가 두 번 연속으로 커졌습니다. 이 단은 가장 좋은 움직임에서 끝납니다.</translation>
    </message>
    <message>
        <source>It has not settled within its iterations.</source>
        <translation>정해진 반복 안에 안정되지 않았습니다.</translation>
    </message>
    <message>
        <source>This pixel has no depth, so it has no point.</source>
        <translation>이 픽셀에는 깊이가 없어서 점이 없습니다.</translation>
    </message>
    <message>
        <source>The moved point lies behind the second camera.</source>
        <translation>옮긴 점이 둘째 카메라의 뒤에 있습니다.</translation>
    </message>
    <message>
        <source>The moved point lies too near to the second camera.</source>
        <translation>옮긴 점이 두 번째 카메라에 너무 가깝습니다.</translation>
    </message>
    <message>
        <source>The point lands outside of the second picture.</source>
        <translation>점이 둘째 이미지의 밖에 놓입니다.</translation>
    </message>
    <message>
        <source>{file} is a file: structure from motion takes a folder of photos.</source>
        <translation>{file} 항목은 파일입니다. 구조 복원(structure from motion)에는 사진 폴더가 필요합니다.</translation>
    </message>
    <message>
        <source>{folder} holds {count} photos; up to {limit} are taken.</source>
        <translation>{folder} 폴더의 사진은 {count}장입니다. {limit}장까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>{count} photos are left out, for they are damaged: {names}.</source>
        <translation>사진 {count}장은 손상되어 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>{count} photos are the same picture as another: {names}.</source>
        <translation>사진 {count}장은 다른 사진과 같은 이미지입니다: {names}.</translation>
    </message>
    <message>
        <source>{folder} cannot be used: its photos are damaged, for example {names}.</source>
        <translation>{folder} 폴더를 쓸 수 없습니다. 사진이 손상되었습니다. 예: {names}.</translation>
    </message>
    <message>
        <source>{folder} holds only one photo; structure from motion takes two or more.</source>
        <translation>{folder} 폴더에 사진이 한 장뿐입니다. 구조 복원(structure from motion)에는 두 장 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{folder} holds no photos.</source>
        <translation>{folder} 폴더에 사진이 없습니다.</translation>
    </message>
    <message>
        <source>{file} holds no radiance field that can be read.</source>
        <translation>{file} 파일에 읽을 수 있는 방사장이 없습니다.</translation>
    </message>
    <message>
        <source>The picture {name} is too small to learn: {side} pixels on its shorter side.</source>
        <translation>{name} 이미지는 너무 작아서 학습할 수 없습니다. 짧은 변이 {side}픽셀입니다.</translation>
    </message>
    <message>
        <source>The picture has {side} pixels on its shorter side, so it is learnt at that size.</source>
        <translation>이미지의 짧은 변이 {side}픽셀이어서 그 크기로 학습합니다.</translation>
    </message>
    <message>
        <source>The checkpoint is not of a picture&apos;s training.</source>
        <translation>이 체크포인트는 그림 학습의 것이 아닙니다.</translation>
    </message>
    <message>
        <source>A camera is twelve numbers: a rotation and, beside it, a position.</source>
        <translation>카메라는 열두 수입니다. 회전과 그 옆의 위치로 이루어집니다.</translation>
    </message>
    <message>
        <source>Intrinsics are four numbers fx, fy, cx, cy, the first two above 0.</source>
        <translation>내부 매개변수는 네 수 fx, fy, cx, cy이며 앞의 둘은 0보다 커야 합니다.</translation>
    </message>
    <message>
        <source>The training is stuck at the background: with seed {seed} it has found nothing to draw, and seed {other} may do better.</source>
        <translation>학습이 배경에 갇혔습니다. 시드 {seed}에서는 그릴 것을 찾지 못했습니다. 시드 {other}에서는 나을 수 있습니다.</translation>
    </message>
    <message>
        <source>Left out because the photo cannot be read, {count} of {total}: {names}.</source>
        <translation>사진을 읽을 수 없어서 {total}장 중 {count}장을 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>The scene does not say which photos to hold out: every eighth is, {held} of {total}.</source>
        <translation>장면에 남겨 둘 사진이 적혀 있지 않아서 여덟 장마다 한 장씩 남겨 둡니다. {total}장 중 {held}장입니다.</translation>
    </message>
    <message>
        <source>The checkpoint is not of a radiance field&apos;s training.</source>
        <translation>이 체크포인트는 방사장 학습의 것이 아닙니다.</translation>
    </message>
    <message>
        <source>The room of seed {seed} has no two places that see so much of each other.</source>
        <translation>시드 {seed}의 방에는 서로 그만큼 겹쳐 보이는 두 자리가 없습니다.</translation>
    </message>
    <message>
        <source>There are no points to look for neighbours among.</source>
        <translation>이웃을 찾을 점이 없습니다.</translation>
    </message>
    <message>
        <source>{count} photos have no features: {names}.</source>
        <translation>사진 {count}장에 특징이 없습니다: {names}.</translation>
    </message>
    <message>
        <source>{count} photos match no other photo: {names}.</source>
        <translation>사진 {count}장은 다른 어떤 사진과도 매칭되지 않습니다: {names}.</translation>
    </message>
    <message>
        <source>The photos fall apart into {count} models that nothing joins; the largest is kept.</source>
        <translation>사진이 서로 이어지지 않는 모델 {count}개로 나뉩니다. 가장 큰 모델만 남깁니다.</translation>
    </message>
    <message>
        <source>{count} photos could not be placed: {names}.</source>
        <translation>사진 {count}장의 자리를 정할 수 없었습니다: {names}.</translation>
    </message>
    <message>
        <source>No two photos have enough features in common: they may not show the same place, or too little of it.</source>
        <translation>공통된 특징이 충분한 사진 쌍이 없습니다. 같은 장소를 찍지 않았거나 겹치는 부분이 너무 적을 수 있습니다.</translation>
    </message>
    <message>
        <source>Photos match, but no two of them from places far enough apart to begin with: without parallax there is no depth.</source>
        <translation>사진은 매칭되지만, 시작할 만큼 충분히 떨어진 자리에서 찍은 사진 쌍이 없습니다. 시차가 없으면 깊이도 없습니다.</translation>
    </message>
    <message>
        <source>All cameras start from the given focal length.</source>
        <translation>모든 카메라가 주어진 초점 거리에서 시작합니다.</translation>
    </message>
    <message>
        <source>The cameras start from the focal lengths in the EXIF data.</source>
        <translation>카메라가 EXIF 데이터의 초점 거리에서 시작합니다.</translation>
    </message>
    <message>
        <source>{known} of {count} photos tell their focal length; the others start from {guess} times the side.</source>
        <translation>사진 {count}장 중 {known}장에 초점 거리가 적혀 있습니다. 나머지는 변 길이의 {guess}배에서 시작합니다.</translation>
    </message>
    <message>
        <source>No photo tells its focal length: cameras start from {guess} times the longer side.</source>
        <translation>초점 거리가 적힌 사진이 없습니다. 카메라는 긴 변의 {guess}배에서 시작합니다.</translation>
    </message>
    <message>
        <source>One camera took all photos, judged by size and focal length.</source>
        <translation>크기와 초점 거리로 보아 카메라 한 대가 모든 사진을 찍었습니다.</translation>
    </message>
    <message>
        <source>{cameras} cameras took the {count} photos.</source>
        <translation>사진 {count}장을 카메라 {cameras}대로 찍었습니다.</translation>
    </message>
    <message>
        <source>A point is three numbers.</source>
        <translation>점은 수 세 개로 적어야 합니다.</translation>
    </message>
    <message>
        <source>{name} has {count} views, and none with the number {view}.</source>
        <translation>{name}: 시점이 {count}개이며 {view}번 시점은 없습니다.</translation>
    </message>
    <message>
        <source>There is no surface at this density, so nothing was written: choose a lower one.</source>
        <translation>이 밀도에는 표면이 없어서 아무것도 저장하지 않았습니다. 더 낮은 밀도를 고르십시오.</translation>
    </message>
    <message>
        <source>{file} cannot be written: a mesh&apos;s name ends in {endings}.</source>
        <translation>{file} 파일을 쓸 수 없습니다. 메시 파일에 쓸 수 있는 확장자: {endings}.</translation>
    </message>
    <message>
        <source>What learns beside is the same: this change is none for what was chosen.</source>
        <translation>나란히 학습하는 것이 같습니다. 이 변경은 고른 설정에서 아무것도 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Near, {near}, has to lie before far, {far}.</source>
        <translation>가까운 한계는 먼 한계보다 앞에 있어야 합니다. 가까운 한계: {near}, 먼 한계: {far}.</translation>
    </message>
    <message>
        <source>This field is a network alone: planes, grid and hash have levels in space.</source>
        <translation>이 필드는 네트워크로만 이루어집니다. 공간에 단이 있는 것은 평면, 격자, 해시입니다.</translation>
    </message>
    <message>
        <source>The field is empty: it has no density anywhere in its box.</source>
        <translation>필드가 비어 있습니다. 상자 안 어디에도 밀도가 없습니다.</translation>
    </message>
    <message>
        <source>There is no surface at a density of {threshold}: the field&apos;s largest is {largest}.</source>
        <translation>밀도 {threshold}에는 표면이 없습니다. 필드의 최대 밀도: {largest}.</translation>
    </message>
    <message>
        <source>The scene goes on beyond the box; the surface is that within it.</source>
        <translation>장면이 상자 밖으로 이어집니다. 표면은 상자 안의 것입니다.</translation>
    </message>
    <message>
        <source>The surface lies at a density of {threshold}, which was chosen from the box&apos;s size.</source>
        <translation>표면의 밀도는 상자의 크기에서 정했습니다: {threshold}.</translation>
    </message>
    <message>
        <source>A direction is three numbers that are not all zero.</source>
        <translation>방향은 모두 0은 아닌 세 수입니다.</translation>
    </message>
    <message>
        <source>The photos were taken from one side: what the camera sees from behind is nothing the field has learnt.</source>
        <translation>사진을 한쪽에서만 찍었습니다. 카메라가 뒤에서 보는 것은 필드가 배운 적이 없습니다.</translation>
    </message>
    <message>
        <source>The training that was kept is not beside the session any more: it starts anew.</source>
        <translation>남겨 둔 학습이 더 이상 세션 옆에 없습니다. 처음부터 시작합니다.</translation>
    </message>
    <message>
        <source>The training was not kept: its checkpoint after step {step} has {size} MB, and up to {limit} MB are kept.</source>
        <translation>학습을 남기지 않았습니다. 단계 {step} 뒤의 체크포인트는 {size} MB이며 {limit} MB까지 남길 수 있습니다.</translation>
    </message>
    <message>
        <source>{network} has no attention that can be shown here: choose a ViT, DeiT, DINO, Swin or Swin V2.</source>
        <translation>{network}에는 여기서 보여 줄 수 있는 어텐션이 없습니다. ViT, DeiT, DINO, Swin, Swin V2 중에서 고르십시오.</translation>
    </message>
    <message>
        <source>The dimension has to be a multiple of 8, not {dimension}.</source>
        <translation>차원은 8의 배수여야 합니다: {dimension}.</translation>
    </message>
    <message>
        <source>A bias stands in the scores, so it is added: there is nothing to concatenate.</source>
        <translation>편향은 점수에 들어가므로 더합니다. 이어 붙일 것이 없습니다.</translation>
    </message>
    <message>
        <source>Switched off, the encoding is not used and learns nothing.</source>
        <translation>꺼져 있으므로 부호화를 쓰지 않으며 학습하지도 않습니다.</translation>
    </message>
    <message>
        <source>A sentence here has 1 to {most} words, not {count}.</source>
        <translation>문장의 단어는 1개 이상 {most}개 이하여야 하는데 {count}개입니다.</translation>
    </message>
    <message>
        <source>The edit {edit} is not understood: write matrix:row:column=number, up to {most}.</source>
        <translation>고친 수 {edit} 표기를 이해할 수 없습니다. 행렬:행:열=수 형식으로, {most} 이하로 적으십시오.</translation>
    </message>
    <message>
        <source>The cell {cell} of the mask is not understood: write row:column.</source>
        <translation>마스크의 칸 {cell} 표기를 이해할 수 없습니다. 행:열 형식으로 적으십시오.</translation>
    </message>
    <message>
        <source>The width {width} cannot be shared between {heads} heads.</source>
        <translation>너비 {width} 값을 헤드 {heads}개가 나누어 가질 수 없습니다.</translation>
    </message>
    <message>
        <source>A query that may look nowhere gets weights and sums of zero.</source>
        <translation>아무 데도 볼 수 없는 질의의 가중치와 합은 0입니다.</translation>
    </message>
    <message>
        <source>Edits outside of the present matrices are kept but not used.</source>
        <translation>지금 행렬의 바깥을 고친 것은 간직하지만 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>This network has {count} attention layers, so the last is shown in place of number {number}.</source>
        <translation>이 네트워크의 어텐션 레이어는 {count}개이므로 {number}번 대신 마지막 레이어를 보여 줍니다.</translation>
    </message>
    <message>
        <source>Rollout and relevance follow each token through all layers; attention in windows, with patches merged between the stages, has no such path, so there is no map.</source>
        <translation>롤아웃과 관련도는 각 토큰을 모든 레이어에 걸쳐 따라갑니다. 윈도우 안에서만 어텐션을 하고 스테이지 사이에서 패치를 합치는 네트워크에는 그런 경로가 없으므로 지도가 없습니다.</translation>
    </message>
    <message>
        <source>These weights have no classes, so there is no gradient of one: choose rollout.</source>
        <translation>이 가중치에는 클래스가 없어 클래스의 기울기도 없습니다. rollout을 고르십시오.</translation>
    </message>
</context>
<context>
    <name>labs</name>
    <message>
        <source>Cat</source>
        <translation>고양이</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>우주 비행사</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>커피</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>로켓</translation>
    </message>
    <message>
        <source>Motorcycle</source>
        <translation>오토바이</translation>
    </message>
    <message>
        <source>Chinese temple</source>
        <translation>중국 사원</translation>
    </message>
    <message>
        <source>Flower</source>
        <translation>꽃</translation>
    </message>
    <message>
        <source>Handwritten digit</source>
        <translation>손글씨 숫자</translation>
    </message>
    <message>
        <source>Handwritten digits, 8 x 8</source>
        <translation>손글씨 숫자, 8 x 8</translation>
    </message>
    <message>
        <source>Room, first scan</source>
        <translation>방, 첫 번째 스캔</translation>
    </message>
    <message>
        <source>Room, second scan</source>
        <translation>방, 두 번째 스캔</translation>
    </message>
    <message>
        <source>Painted wall, first scan</source>
        <translation>그림이 있는 벽, 첫 번째 스캔</translation>
    </message>
    <message>
        <source>Painted wall, second scan</source>
        <translation>그림이 있는 벽, 두 번째 스캔</translation>
    </message>
    <message>
        <source>Twelve scans round the room</source>
        <translation>방을 둘러본 스캔 열두 개</translation>
    </message>
    <message>
        <source>Toys on a mat</source>
        <translation>매트 위의 장난감</translation>
    </message>
    <message>
        <source>Rendered room, ten photos</source>
        <translation>렌더링한 방, 사진 열 장</translation>
    </message>
    <message>
        <source>Rendered room, two pictures</source>
        <translation>렌더링한 방, 이미지 두 장</translation>
    </message>
    <message>
        <source>Motorcycle, stereo pair</source>
        <translation>오토바이, 스테레오 쌍</translation>
    </message>
    <message>
        <source>Open3D room 1 (download)</source>
        <translation>Open3D 방 1 (다운로드)</translation>
    </message>
    <message>
        <source>Open3D room 2 (download)</source>
        <translation>Open3D 방 2 (다운로드)</translation>
    </message>
    <message>
        <source>Open3D colour 1 (download)</source>
        <translation>Open3D 컬러 1 (다운로드)</translation>
    </message>
    <message>
        <source>Open3D colour 2 (download)</source>
        <translation>Open3D 컬러 2 (다운로드)</translation>
    </message>
    <message>
        <source>Open3D pictures (download)</source>
        <translation>Open3D 이미지 (다운로드)</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>특징 맵</translation>
    </message>
    <message>
        <source>Layers of a network</source>
        <translation>네트워크의 레이어</translation>
    </message>
    <message>
        <source>Train a classifier</source>
        <translation>분류기 학습</translation>
    </message>
    <message>
        <source>A unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Colour gradient</source>
        <translation>색 기울기</translation>
    </message>
    <message>
        <source>Basin of convergence</source>
        <translation>수렴 영역</translation>
    </message>
    <message>
        <source>Energy over two parameters</source>
        <translation>두 매개변수에 대한 에너지</translation>
    </message>
    <message>
        <source>Feature matches</source>
        <translation>특징 매칭</translation>
    </message>
    <message>
        <source>Gauss-Newton</source>
        <translation>가우스-뉴턴</translation>
    </message>
    <message>
        <source>Global registration</source>
        <translation>전역 정합</translation>
    </message>
    <message>
        <source>Multiway registration</source>
        <translation>다중 스캔 정합</translation>
    </message>
    <message>
        <source>Registration trials</source>
        <translation>정합 시험</translation>
    </message>
    <message>
        <source>RGB-D alignment</source>
        <translation>RGB-D 정렬</translation>
    </message>
    <message>
        <source>A pixel of an RGB-D alignment</source>
        <translation>RGB-D 정렬의 한 픽셀</translation>
    </message>
    <message>
        <source>Encodings side by side</source>
        <translation>부호화 나란히 비교</translation>
    </message>
    <message>
        <source>Fourier features</source>
        <translation>푸리에 특징</translation>
    </message>
    <message>
        <source>Neural radiance field</source>
        <translation>신경 방사장 (NeRF)</translation>
    </message>
    <message>
        <source>Ray of a radiance field</source>
        <translation>방사장의 광선</translation>
    </message>
    <message>
        <source>View of a radiance field</source>
        <translation>방사장의 시점</translation>
    </message>
    <message>
        <source>Directions of a radiance field</source>
        <translation>방사장의 방향별 색</translation>
    </message>
    <message>
        <source>Photos of a scene</source>
        <translation>장면의 사진</translation>
    </message>
    <message>
        <source>Structure from motion</source>
        <translation>움직임 기반 구조 복원 (SfM)</translation>
    </message>
    <message>
        <source>Levels of a radiance field</source>
        <translation>방사장의 단</translation>
    </message>
    <message>
        <source>Surface of a radiance field</source>
        <translation>방사장의 표면</translation>
    </message>
    <message>
        <source>Network of a radiance field</source>
        <translation>방사장의 네트워크</translation>
    </message>
    <message>
        <source>Round a radiance field</source>
        <translation>방사장 한 바퀴</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>어텐션 헤드</translation>
    </message>
    <message>
        <source>Positional encoding</source>
        <translation>위치 부호화</translation>
    </message>
    <message>
        <source>Scaled dot-product attention</source>
        <translation>스케일드 닷 프로덕트 어텐션</translation>
    </message>
    <message>
        <source>Attention, layer by layer</source>
        <translation>레이어별 어텐션</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Order of the channels.</source>
        <translation>채널을 늘어놓는 순서입니다.</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>What full colour stands for: the largest value of each channel, the layer or the network.</source>
        <translation>가장 진한 색이 나타내는 값입니다. 채널, 레이어, 네트워크 가운데 무엇의 최댓값인지 정합니다.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>per channel</source>
        <translation>채널별</translation>
    </message>
    <message>
        <source>per layer</source>
        <translation>레이어별</translation>
    </message>
    <message>
        <source>per network</source>
        <translation>네트워크 전체</translation>
    </message>
    <message>
        <source>Blue to red around zero, or viridis from zero up.</source>
        <translation>0을 중심으로 파랑에서 빨강까지, 또는 0부터 시작하는 viridis로 칠합니다.</translation>
    </message>
    <message>
        <source>What the points&apos; colours show: which cloud they belong to, the file&apos;s own colours, the height, the file&apos;s intensity, the direction of the normal, or the residual. A cloud without it keeps its own colour.</source>
        <translation>점의 색이 나타내는 것: 속한 점군, 파일의 색, 높이, 파일의 반사 강도, 법선 방향, 잔차. 해당 값이 없는 점군은 자기 색을 유지합니다.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>one for each cloud</source>
        <translation>점군마다 하나</translation>
    </message>
    <message>
        <source>of the file</source>
        <translation>파일의 색</translation>
    </message>
    <message>
        <source>height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>반사 강도</translation>
    </message>
    <message>
        <source>normals</source>
        <translation>법선</translation>
    </message>
    <message>
        <source>residuals</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>Edge of a drawn point.</source>
        <translation>그려지는 점의 한 변입니다.</translation>
    </message>
    <message>
        <source>Point size</source>
        <translation>점 크기</translation>
    </message>
    <message>
        <source>How much is darkened behind edges, and faded with the distance.</source>
        <translation>가장자리 뒤를 얼마나 어둡게 하고 먼 곳을 얼마나 흐리게 할지 정합니다.</translation>
    </message>
    <message>
        <source>Depth shading</source>
        <translation>깊이 음영</translation>
    </message>
    <message>
        <source>Which axis of the coordinates points up; −y for what a camera took.</source>
        <translation>위를 향하는 좌표축입니다. 카메라로 찍은 것은 −y입니다.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위쪽</translation>
    </message>
    <message>
        <source>Show the axes, the scale and what the pointer is on.</source>
        <translation>축, 축척, 포인터가 가리키는 점을 표시합니다.</translation>
    </message>
    <message>
        <source>Axes and scale</source>
        <translation>축과 축척</translation>
    </message>
    <message>
        <source>What is smaller in x is cut away: a part of the clouds&apos; box.</source>
        <translation>x가 이보다 작은 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop x from</source>
        <translation>x 자르기 시작</translation>
    </message>
    <message>
        <source>What is larger in x is cut away: a part of the clouds&apos; box.</source>
        <translation>x가 이보다 큰 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop x to</source>
        <translation>x 자르기 끝</translation>
    </message>
    <message>
        <source>What is smaller in y is cut away: a part of the clouds&apos; box.</source>
        <translation>y가 이보다 작은 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop y from</source>
        <translation>y 자르기 시작</translation>
    </message>
    <message>
        <source>What is larger in y is cut away: a part of the clouds&apos; box.</source>
        <translation>y가 이보다 큰 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop y to</source>
        <translation>y 자르기 끝</translation>
    </message>
    <message>
        <source>What is smaller in z is cut away: a part of the clouds&apos; box.</source>
        <translation>z가 이보다 작은 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop z from</source>
        <translation>z 자르기 시작</translation>
    </message>
    <message>
        <source>What is larger in z is cut away: a part of the clouds&apos; box.</source>
        <translation>z가 이보다 큰 부분을 잘라 냅니다. 점군 상자에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Crop z to</source>
        <translation>z 자르기 끝</translation>
    </message>
    <message>
        <source>blue to red</source>
        <translation>파랑-빨강</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>How much of the photo the effective receptive field covers.</source>
        <translation>유효 수용 영역이 사진을 얼마나 덮는지 정합니다.</translation>
    </message>
    <message>
        <source>Field opacity</source>
        <translation>영역 불투명도</translation>
    </message>
    <message>
        <source>What has the last colour: each head&apos;s largest weight, or the largest of all.</source>
        <translation>마지막 색이 나타내는 값입니다. 헤드마다 가장 큰 가중치이거나, 전체에서 가장 큰 가중치입니다.</translation>
    </message>
    <message>
        <source>each head</source>
        <translation>헤드마다</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Colour map of the weights, perceptually even.</source>
        <translation>가중치의 컬러맵으로, 지각적으로 고릅니다.</translation>
    </message>
    <message>
        <source>How much of the photo the map covers.</source>
        <translation>지도가 사진을 얼마나 덮는지 정합니다.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>Below this part of the largest value the photo stays bare.</source>
        <translation>최댓값에 대한 비율이 이보다 작은 곳은 사진을 그대로 보여 줍니다.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Colour map of the evidence, perceptually even.</source>
        <translation>근거를 나타내는 컬러맵입니다. 눈에 보이는 밝기가 고르게 변합니다.</translation>
    </message>
    <message>
        <source>Also show the places that count against the class.</source>
        <translation>클래스의 점수를 낮추는 자리도 함께 보여 줍니다.</translation>
    </message>
    <message>
        <source>Evidence against</source>
        <translation>반대 근거</translation>
    </message>
    <message>
        <source>The network: any classifier of timm or torchvision by its name, one of Vitrine&apos;s own, or bundled weights by theirs. timm/NAME and torchvision/NAME ask for that library.</source>
        <translation>네트워크입니다. timm이나 torchvision의 분류기 이름, Vitrine의 자체 네트워크, 또는 함께 제공되는 가중치의 이름을 씁니다. timm/NAME, torchvision/NAME 형식으로 라이브러리를 지정할 수 있습니다.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>bundled, default (the library&apos;s own), none (random, from the seed), the name of official weights, or the path of a .safetensors or .pth file. Empty: bundled where there are any, else default.</source>
        <translation>bundled(함께 제공되는 가중치), default(라이브러리의 기본 가중치), none(시드로 정한 무작위 값), 공식 가중치의 이름, 또는 .safetensors나 .pth 파일의 경로입니다. 비워 두면 함께 제공되는 가중치를 쓰고, 없으면 default를 씁니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Arguments for the library&apos;s own constructor, as in channel_multiplier=0.25,pad_type=same. input_size=128 sets the side of the input, in pixels.</source>
        <translation>라이브러리의 생성자에 넘길 인수입니다. 예: channel_multiplier=0.25,pad_type=same. input_size=128은 입력 한 변의 픽셀 수를 정합니다.</translation>
    </message>
    <message>
        <source>Network arguments</source>
        <translation>네트워크 인수</translation>
    </message>
    <message>
        <source>A file with the names of the classes: one a line, or CSV, or JSON.</source>
        <translation>클래스 이름이 담긴 파일입니다. 한 줄에 하나씩 적은 텍스트, CSV, JSON을 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>Start of all random numbers; with weights none it decides the weights.</source>
        <translation>모든 난수의 시작값입니다. 가중치가 none이면 가중치도 이 값으로 정해집니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>whole: the whole photo stretched to the network&apos;s input. crop: the library&apos;s evaluation transform, which cuts the edges off. native: the photo&apos;s own size, its longer side 1024 pixels at most.</source>
        <translation>whole: 사진 전체를 네트워크 입력 크기로 늘이거나 줄입니다. crop: 라이브러리의 평가용 변환으로, 가장자리를 잘라 냅니다. native: 원본 크기를 쓰되 긴 변은 최대 1024픽셀입니다.</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>whole photo</source>
        <translation>사진 전체</translation>
    </message>
    <message>
        <source>evaluation crop</source>
        <translation>평가용 크롭</translation>
    </message>
    <message>
        <source>photo&apos;s own size</source>
        <translation>원본 크기</translation>
    </message>
    <message>
        <source>auto: as the weights were trained. imagenet, cifar10, mnist: minus that data&apos;s mean, over its deviation. half: x / 127.5 - 1. caffe: BGR, 0 to 255, minus 104, 117, 123. none: x / 255.</source>
        <translation>auto: 가중치를 학습할 때와 같은 방식입니다. imagenet, cifar10, mnist: 그 데이터의 평균을 빼고 표준편차로 나눕니다. half: x / 127.5 - 1. caffe: BGR, 0~255에서 104, 117, 123을 뺍니다. none: x / 255.</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>학습 때와 같게</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 ~ 1</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 ~ 1</translation>
    </message>
    <message>
        <source>Mean to subtract, on the scale 0 to 1: one number or one a channel. Empty: the normalisation&apos;s.</source>
        <translation>빼는 평균입니다. 0~1 범위의 수를 하나 또는 채널마다 하나씩 씁니다. 비워 두면 정규화 방식의 값을 씁니다.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Deviation to divide by, on the scale 0 to 1: one number or one a channel. Empty: the normalisation&apos;s.</source>
        <translation>나누는 표준편차입니다. 0~1 범위의 수를 하나 또는 채널마다 하나씩 씁니다. 비워 두면 정규화 방식의 값을 씁니다.</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation>Vitrine에 포함</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>to be downloaded</source>
        <translation>내려받아야 함</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>none: random, from the seed</source>
        <translation>none: 시드로 정한 무작위 값</translation>
    </message>
    <message>
        <source>first answer</source>
        <translation>1순위 예측</translation>
    </message>
    <message>
        <source>The layer whose output is shown, by its module&apos;s path. Empty: the first stage.</source>
        <translation>출력을 표시할 레이어입니다. 모듈 경로로 적습니다. 비워 두면 첫 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>The network: a ViT, DeiT, DINO, Swin or Swin V2 of timm or torchvision by its name, or one of Vitrine&apos;s own. timm/NAME and torchvision/NAME ask for that library.</source>
        <translation>네트워크: timm이나 torchvision의 ViT, DeiT, DINO, Swin, Swin V2의 이름, 또는 Vitrine의 자체 네트워크입니다. timm/NAME과 torchvision/NAME은 그 라이브러리를 지정합니다.</translation>
    </message>
    <message>
        <source>The attention layer that is shown, counted from 0; -1: the last.</source>
        <translation>보여 줄 어텐션 레이어로, 0부터 셉니다. -1: 마지막 레이어.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>How attention is carried through the layers up to the chosen one. none: the layer alone. rollout: Abnar and Zuidema 2020. gradient-rollout: the same, weighted by the gradient of the class. chefer: the relevance of Chefer, Gur and Wolf 2021.</source>
        <translation>선택한 레이어까지 어텐션을 이어 가는 방법입니다. none: 그 레이어만. rollout: Abnar와 Zuidema 2020. gradient-rollout: 클래스의 기울기로 가중한 롤아웃. chefer: Chefer, Gur, Wolf 2021의 관련도.</translation>
    </message>
    <message>
        <source>Through the layers</source>
        <translation>레이어를 거쳐</translation>
    </message>
    <message>
        <source>layer alone</source>
        <translation>그 레이어만</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>rollout by gradient</source>
        <translation>기울기 롤아웃</translation>
    </message>
    <message>
        <source>relevance (Chefer)</source>
        <translation>관련도 (Chefer)</translation>
    </message>
    <message>
        <source>The number of the class whose gradient weighs; -1: the network&apos;s own first answer.</source>
        <translation>기울기로 가중할 클래스의 번호입니다. -1: 네트워크의 1순위 예측.</translation>
    </message>
    <message>
        <source>one: the chosen layer. layers: a film of all layers up to it, from the first.</source>
        <translation>one: 선택한 레이어입니다. layers: 첫 레이어부터 선택한 레이어까지의 영상입니다.</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>the last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>first stage</source>
        <translation>첫 스테이지</translation>
    </message>
    <message>
        <source>Measure the largest value of all layers, so that they can be shown on one scale; a little slower.</source>
        <translation>모든 레이어의 최댓값을 구해 같은 스케일로 표시할 수 있게 합니다. 조금 느려집니다.</translation>
    </message>
    <message>
        <source>Measure the whole network</source>
        <translation>네트워크 전체 측정</translation>
    </message>
    <message>
        <source>The layer whose maps are weighed, by its module&apos;s path. Empty: the last convolutional stage.</source>
        <translation>맵을 가중합할 레이어입니다. 모듈 경로로 적습니다. 비워 두면 마지막 합성곱 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>last stage</source>
        <translation>마지막 스테이지</translation>
    </message>
    <message>
        <source>The number of the class that is explained; -1: the network&apos;s own first answer.</source>
        <translation>설명할 클래스의 번호입니다. -1이면 네트워크의 1순위 예측을 설명합니다.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>one: the layer alone. layers: one step a stage of the network, the chosen layer last.</source>
        <translation>one: 선택한 레이어만 계산합니다. layers: 네트워크의 스테이지마다 한 단계씩 계산하고 선택한 레이어로 끝납니다.</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>one layer</source>
        <translation>한 레이어</translation>
    </message>
    <message>
        <source>all stages</source>
        <translation>모든 스테이지</translation>
    </message>
    <message>
        <source>The network that learns, built new from the seed.</source>
        <translation>학습할 네트워크입니다. 시드로 새로 만듭니다.</translation>
    </message>
    <message>
        <source>How often every training picture is seen.</source>
        <translation>모든 학습 이미지를 몇 번씩 보는지 정합니다.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Pictures in one mini-batch: one step of the optimiser.</source>
        <translation>미니배치 하나에 들어가는 이미지 수입니다. 미니배치마다 옵티마이저가 가중치를 한 번 갱신합니다.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>The largest learning rate of the schedule.</source>
        <translation>학습률 스케줄의 최댓값입니다.</translation>
    </message>
    <message>
        <source>The parameters to start from; dragging the ring on the map sets them. Empty: the problem&apos;s own.</source>
        <translation>시작 매개변수입니다. 지도 위의 고리를 끌어서 정할 수 있습니다. 비우면 문제의 기본값을 씁니다.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>Levenberg-Marquardt&apos;s first lambda; 0 is Gauss-Newton, much is a short step down the gradient.</source>
        <translation>레벤버그-마쿼트의 첫 람다입니다. 0이면 가우스-뉴턴이고, 크면 기울기를 따라 짧게 내려갑니다.</translation>
    </message>
    <message>
        <source>Damping λ</source>
        <translation>감쇠 λ</translation>
    </message>
    <message>
        <source>Gradient descent&apos;s learning rate, in parts of the largest that never overshoots on the start&apos;s quadratic; from 2 on it diverges there.</source>
        <translation>경사 하강법의 학습률입니다. 시작점의 이차 근사에서 지나치지 않는 최대값에 대한 비율이며, 2 이상이면 발산합니다.</translation>
    </message>
    <message>
        <source>Side the middle square of the photo is reduced to; every second pixel is trained.</source>
        <translation>사진 가운데 정사각형을 줄일 크기입니다. 픽셀을 하나 건너 하나씩 학습합니다.</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>그림 크기</translation>
    </message>
    <message>
        <source>Frequencies of the Gaussian and of the positional encoding, each a cosine and a sine.</source>
        <translation>가우시안 부호화와 위치 부호화의 주파수 개수입니다. 각각 코사인과 사인 하나씩입니다.</translation>
    </message>
    <message>
        <source>Step length of Adam.</source>
        <translation>Adam의 보폭입니다.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Training steps, each on one mini-batch of pixels.</source>
        <translation>학습 단계 수입니다. 단계마다 픽셀 미니배치 하나를 씁니다.</translation>
    </message>
    <message>
        <source>Trained pixels a step.</source>
        <translation>단계마다 학습하는 픽셀 수입니다.</translation>
    </message>
    <message>
        <source>Pixels a step</source>
        <translation>단계당 픽셀</translation>
    </message>
    <message>
        <source>Units of each hidden layer.</source>
        <translation>은닉층마다의 유닛 수입니다.</translation>
    </message>
    <message>
        <source>Layers with weights, the last one included, which gives the colour.</source>
        <translation>가중치가 있는 레이어의 수입니다. 색을 내는 마지막 레이어도 포함합니다.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Iterations at most; a method that has converged stops by itself.</source>
        <translation>최대 반복 횟수입니다. 수렴한 방법은 스스로 멈춥니다.</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>반복 횟수</translation>
    </message>
    <message>
        <source>How the learning rate changes over the training.</source>
        <translation>학습하는 동안 학습률이 어떻게 바뀌는지 정합니다.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>원 사이클</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation>기울기로 가중치를 갱신하는 규칙입니다.</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>How much of the last step&apos;s direction is kept (SGD; beta 1 of AdamW).</source>
        <translation>직전 갱신 방향을 얼마나 유지하는지 정합니다(SGD의 모멘텀, AdamW의 베타 1).</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>How strongly every step shrinks the weights.</source>
        <translation>갱신할 때마다 가중치를 얼마나 줄이는지 정합니다.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>Random changes of the training pictures that leave their labels true.</source>
        <translation>레이블은 그대로 둔 채 학습 이미지를 무작위로 바꿉니다.</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>증강</translation>
    </message>
    <message>
        <source>point-to-point: distances, in closed form. point-to-plane: distances to the target&apos;s tangent planes. generalized: plane to plane. colored: planes and the colours on them.</source>
        <translation>점-점: 거리를 닫힌 형태로 풉니다. 점-면: 대상의 접평면까지의 거리입니다. 일반화: 면-면. 컬러: 면과 그 위의 색을 함께 씁니다.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>point to point</source>
        <translation>점-점</translation>
    </message>
    <message>
        <source>point to plane</source>
        <translation>점-면</translation>
    </message>
    <message>
        <source>generalized</source>
        <translation>일반화</translation>
    </message>
    <message>
        <source>coloured</source>
        <translation>컬러</translation>
    </message>
    <message>
        <source>How little a large residual counts: a robust kernel weighs outliers down.</source>
        <translation>큰 잔차를 얼마나 작게 셀지 정합니다. 강건 커널은 이상점의 가중치를 낮춥니다.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>후버</translation>
    </message>
    <message>
        <source>Cauchy</source>
        <translation>코시</translation>
    </message>
    <message>
        <source>Tukey</source>
        <translation>터키</translation>
    </message>
    <message>
        <source>Geman-McClure</source>
        <translation>게먼-맥클루어</translation>
    </message>
    <message>
        <source>The residual from which the kernel weighs less, in the residual&apos;s unit. 0: chosen for each scale from the median residual at its start.</source>
        <translation>커널이 가중치를 낮추기 시작하는 잔차입니다. 0이면 각 축척의 시작 시 잔차 중앙값에서 정합니다.</translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation>커널 폭</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>How far a correspondence may be, in the clouds&apos; unit. 0: three voxels of each scale, or three times the points&apos; spacing where that is more.</source>
        <translation>대응점이 떨어질 수 있는 거리이며 점군의 단위입니다. 0이면 각 축척의 복셀 세 개, 또는 점 간격의 세 배 중 큰 쪽입니다.</translation>
    </message>
    <message>
        <source>Largest distance</source>
        <translation>최대 거리</translation>
    </message>
    <message>
        <source>Edges of the voxel grids, coarse to fine, in the clouds&apos; unit. Empty or 0: three, chosen from the clouds&apos; extent. -1: every point.</source>
        <translation>복셀 격자의 한 변을 거친 것부터 적습니다. 점군의 단위입니다. 비우거나 0이면 점군의 크기에서 셋을 정합니다. -1이면 모든 점입니다.</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>복셀</translation>
    </message>
    <message>
        <source>For coloured ICP: the share of the colours in the energy, 1 - lambda; the rest is geometry.</source>
        <translation>컬러 ICP에서 색이 에너지에서 차지하는 비율 1 - 람다입니다. 나머지는 기하입니다.</translation>
    </message>
    <message>
        <source>Colour&apos;s share</source>
        <translation>색의 비율</translation>
    </message>
    <message>
        <source>Neighbours a normal is computed from, where the cloud brings no normals.</source>
        <translation>점군에 법선이 없을 때 법선 계산에 쓰는 이웃 수입니다.</translation>
    </message>
    <message>
        <source>Neighbours of a normal</source>
        <translation>법선의 이웃 수</translation>
    </message>
    <message>
        <source>A file with the true 4 x 4 transform, source to target, as text or .npy. Empty: from the clouds&apos; poses, where both have one.</source>
        <translation>소스에서 대상으로의 참 4 x 4 변환이 든 파일(텍스트 또는 .npy)입니다. 비우면 두 점군에 자세가 있을 때 거기서 얻습니다.</translation>
    </message>
    <message>
        <source>True transform</source>
        <translation>참 변환</translation>
    </message>
    <message>
        <source>from the clouds</source>
        <translation>점군에서</translation>
    </message>
    <message>
        <source>shift by up to 4 pixels</source>
        <translation>최대 4픽셀 이동</translation>
    </message>
    <message>
        <source>shift and mirror</source>
        <translation>이동과 좌우 반전</translation>
    </message>
    <message>
        <source>enlarged crops, mirrored</source>
        <translation>확대 크롭과 좌우 반전</translation>
    </message>
    <message>
        <source>Sides the enlarged crops are resized to; each mini-batch draws one of them.</source>
        <translation>확대 크롭을 맞출 한 변의 크기들입니다. 미니배치마다 그중 하나를 무작위로 고릅니다.</translation>
    </message>
    <message>
        <source>Crop sizes</source>
        <translation>크롭 크기</translation>
    </message>
    <message>
        <source>Side the validation pictures are resized to; 0: as the network wants.</source>
        <translation>검증 이미지를 맞출 한 변의 크기입니다. 0이면 네트워크에 맞춥니다.</translation>
    </message>
    <message>
        <source>Validation size</source>
        <translation>검증 크기</translation>
    </message>
    <message>
        <source>Part of the pictures kept for validation where the data has no test split.</source>
        <translation>데이터에 테스트 세트가 없을 때 검증용으로 남겨 두는 이미지의 비율입니다.</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>검증 비율</translation>
    </message>
    <message>
        <source>Epochs between two measurements on the validation pictures.</source>
        <translation>검증 이미지로 측정하는 간격을 에포크 수로 정합니다.</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>검증 간격</translation>
    </message>
    <message>
        <source>Mini-batches between two recorded steps.</source>
        <translation>단계를 기록하는 간격을 미니배치 수로 정합니다.</translation>
    </message>
    <message>
        <source>Batches a step</source>
        <translation>기록 간격</translation>
    </message>
    <message>
        <source>Number format of the training&apos;s convolutions; measuring is always float32.</source>
        <translation>학습할 때 합성곱에 쓰는 수의 형식입니다. 측정은 항상 float32로 합니다.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed gives the same training.</source>
        <translation>모든 난수의 시작값입니다. 시드가 같으면 학습 결과도 같습니다.</translation>
    </message>
    <message>
        <source>Number of the validation picture whose answer is followed.</source>
        <translation>예측을 지켜볼 검증 이미지의 번호입니다.</translation>
    </message>
    <message>
        <source>Probe picture</source>
        <translation>관찰 이미지</translation>
    </message>
    <message>
        <source>Name of the trained weights; empty: network and data.</source>
        <translation>학습한 가중치의 이름입니다. 비워 두면 네트워크와 데이터의 이름을 씁니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>What holds the scene: features in space learn in seconds, networks in hours.</source>
        <translation>장면을 담는 것: 공간 특징은 몇 초, 네트워크는 몇 시간이면 학습합니다.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>planes and lines</source>
        <translation>평면과 선</translation>
    </message>
    <message>
        <source>dense grids</source>
        <translation>조밀 격자</translation>
    </message>
    <message>
        <source>hashed grids</source>
        <translation>해시 격자</translation>
    </message>
    <message>
        <source>classic NeRF</source>
        <translation>기본 NeRF</translation>
    </message>
    <message>
        <source>tiny NeRF</source>
        <translation>작은 NeRF</translation>
    </message>
    <message>
        <source>Where the field lies: in the scene&apos;s box, or everywhere, drawn together far away; auto: as it fits.</source>
        <translation>필드가 놓이는 곳: 장면의 상자 안, 또는 먼 곳을 끌어모은 모든 공간. 자동: 알맞게 정합니다.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>공간</translation>
    </message>
    <message>
        <source>box</source>
        <translation>상자</translation>
    </message>
    <message>
        <source>contracted</source>
        <translation>수축</translation>
    </message>
    <message>
        <source>NDC, all cameras looking forward</source>
        <translation>NDC, 모든 카메라가 앞을 봄</translation>
    </message>
    <message>
        <source>What learns beside it, from the same seed and for the same time.</source>
        <translation>같은 시드에서 시작하여 같은 시간 동안 나란히 학습하는 것입니다.</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>나란히</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>no positional encoding</source>
        <translation>위치 부호화 없음</translation>
    </message>
    <message>
        <source>no view dependence</source>
        <translation>시점 의존 없음</translation>
    </message>
    <message>
        <source>no hierarchical sampling</source>
        <translation>계층적 표본 없음</translation>
    </message>
    <message>
        <source>ten photos</source>
        <translation>사진 열 장</translation>
    </message>
    <message>
        <source>The photos&apos; longer side is reduced to so many pixels.</source>
        <translation>사진의 긴 변을 이 픽셀 수로 줄입니다.</translation>
    </message>
    <message>
        <source>Photo size</source>
        <translation>사진 크기</translation>
    </message>
    <message>
        <source>How many photos are learnt from, evenly chosen; 0: all.</source>
        <translation>학습에 쓸 사진 수이며 고르게 고릅니다. 0이면 전부입니다.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>The training ends after so much time of its own.</source>
        <translation>학습 시간이 이만큼 지나면 끝납니다.</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>학습 시간</translation>
    </message>
    <message>
        <source>The training ends after so many steps; 0: by its time alone.</source>
        <translation>이 단계 수 뒤에 학습이 끝납니다. 0이면 시간으로만 정합니다.</translation>
    </message>
    <message>
        <source>Training steps</source>
        <translation>학습 단계</translation>
    </message>
    <message>
        <source>Whether colours may depend on the direction they are seen from.</source>
        <translation>색이 보는 방향에 따라 달라질 수 있는지 정합니다.</translation>
    </message>
    <message>
        <source>View dependence</source>
        <translation>시점 의존</translation>
    </message>
    <message>
        <source>Whether classic and tiny are given sines and cosines of the positions.</source>
        <translation>기본과 작은 NeRF에 위치의 사인과 코사인을 줄지 정합니다.</translation>
    </message>
    <message>
        <source>Positional encoding</source>
        <translation>위치 부호화</translation>
    </message>
    <message>
        <source>Frequencies of the encoding; 0: the published 10 (classic) or 6 (tiny).</source>
        <translation>부호화의 주파수 개수입니다. 0이면 논문의 10(기본) 또는 6(작은 NeRF)입니다.</translation>
    </message>
    <message>
        <source>Frequencies</source>
        <translation>주파수</translation>
    </message>
    <message>
        <source>As the authors&apos; program has it, with the bare position, or the paper&apos;s formula.</source>
        <translation>저자들의 프로그램처럼 위치 자체를 함께 쓰거나 논문의 식을 그대로 씁니다.</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>부호화</translation>
    </message>
    <message>
        <source>published weights</source>
        <translation>공개 가중치</translation>
    </message>
    <message>
        <source>paper, equation 4</source>
        <translation>논문, 식 4</translation>
    </message>
    <message>
        <source>Whether classic looks a second time, where the first look saw something.</source>
        <translation>기본 NeRF가 처음 무언가를 본 곳을 한 번 더 살필지 정합니다.</translation>
    </message>
    <message>
        <source>Hierarchical sampling</source>
        <translation>계층적 표본</translation>
    </message>
    <message>
        <source>Samples of a ray&apos;s first look, for classic and tiny.</source>
        <translation>기본과 작은 NeRF에서 광선의 첫 표본 수입니다.</translation>
    </message>
    <message>
        <source>Coarse samples</source>
        <translation>거친 표본</translation>
    </message>
    <message>
        <source>Samples of the second look, for classic.</source>
        <translation>기본 NeRF의 두 번째 표본 수입니다.</translation>
    </message>
    <message>
        <source>Fine samples</source>
        <translation>세밀한 표본</translation>
    </message>
    <message>
        <source>Rays of a training step, for classic and tiny.</source>
        <translation>기본과 작은 NeRF에서 학습 단계의 광선 수입니다.</translation>
    </message>
    <message>
        <source>Rays a step</source>
        <translation>단계당 광선</translation>
    </message>
    <message>
        <source>Units of a hidden layer of classic and tiny; 0: the published 256.</source>
        <translation>기본과 작은 NeRF 은닉층의 유닛 수입니다. 0이면 논문의 256입니다.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Training steps between two recorded steps.</source>
        <translation>기록되는 두 단계 사이의 학습 단계 수입니다.</translation>
    </message>
    <message>
        <source>Steps a frame</source>
        <translation>프레임당 단계</translation>
    </message>
    <message>
        <source>Training time between two measurements on held-out photos, for classic and tiny at least as long as one takes; 0: only at the end.</source>
        <translation>남겨 둔 사진으로 재는 간격(학습 시간)입니다. 기본과 작은 NeRF에서는 적어도 한 번 재는 데 걸리는 시간입니다. 0이면 끝에만 잽니다.</translation>
    </message>
    <message>
        <source>Measure every</source>
        <translation>측정 간격</translation>
    </message>
    <message>
        <source>Held-out photos a measurement looks at; 0: all.</source>
        <translation>한 번 잴 때 보는 남겨 둔 사진 수입니다. 0이면 전부입니다.</translation>
    </message>
    <message>
        <source>Measured photos</source>
        <translation>측정 사진</translation>
    </message>
    <message>
        <source>Where rays begin; 0: as the scene says, or its sparse points.</source>
        <translation>광선이 시작하는 곳입니다. 0이면 장면에 적힌 값이나 희소 점에서 정합니다.</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>가까운 한계</translation>
    </message>
    <message>
        <source>Where rays end; 0: as the scene says, or its sparse points.</source>
        <translation>광선이 끝나는 곳입니다. 0이면 장면에 적힌 값이나 희소 점에서 정합니다.</translation>
    </message>
    <message>
        <source>Far</source>
        <translation>먼 한계</translation>
    </message>
    <message>
        <source>How many times as long the sides of the scene&apos;s box are made about its middle.</source>
        <translation>장면 상자의 변을 가운데를 중심으로 몇 배로 늘일지 정합니다.</translation>
    </message>
    <message>
        <source>Size of the box</source>
        <translation>상자 크기</translation>
    </message>
    <message>
        <source>The colour behind everything, of transparent photos and of the field.</source>
        <translation>모든 것 뒤의 색입니다. 투명한 사진과 필드에 함께 쓰입니다.</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>배경</translation>
    </message>
    <message>
        <source>Multiplies the schedule&apos;s learning rate from the next step on.</source>
        <translation>다음 단계부터 스케줄의 학습률에 곱합니다.</translation>
    </message>
    <message>
        <source>Learning rate factor</source>
        <translation>학습률 배수</translation>
    </message>
    <message>
        <source>The layer, by its module&apos;s path; softmax for the probabilities. Empty: the first stage.</source>
        <translation>레이어의 모듈 경로입니다. 확률을 보려면 softmax라고 적습니다. 비워 두면 첫 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>The unit&apos;s channel.</source>
        <translation>유닛의 채널입니다.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>The unit&apos;s row in the layer&apos;s maps; -1: the middle.</source>
        <translation>레이어의 맵에서 유닛의 행입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>The pixel&apos;s column in the first picture, full size; -1: a pixel on an edge.</source>
        <translation>첫 그림(원래 크기)에서 픽셀의 열입니다. -1이면 경계 위의 픽셀입니다.</translation>
    </message>
    <message>
        <source>The pixel&apos;s row in the first picture, full size; -1: a pixel on an edge.</source>
        <translation>첫 그림(원래 크기)에서 픽셀의 행입니다. -1이면 경계 위의 픽셀입니다.</translation>
    </message>
    <message>
        <source>The pixel&apos;s column from the left; -1: the middle.</source>
        <translation>왼쪽부터 센 픽셀의 열입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>The pixel&apos;s row from the top; -1: the middle.</source>
        <translation>위부터 센 픽셀의 행입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Level of the pyramid on which it is looked at; 0: full size.</source>
        <translation>살펴볼 피라미드의 단입니다. 0이면 원래 크기입니다.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>단</translation>
    </message>
    <message>
        <source>The motion&apos;s upper three rows, twelve numbers, row by row. Empty: none.</source>
        <translation>움직임 행렬의 위 세 행, 열두 수를 행 순서로 적습니다. 비우면 없음입니다.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>What the first picture&apos;s grey is multiplied with before it is compared.</source>
        <translation>비교하기 전에 첫 그림의 밝기에 곱하는 수입니다.</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>이득</translation>
    </message>
    <message>
        <source>What is then added to it.</source>
        <translation>그다음 더하는 수입니다.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>The unit&apos;s column in the layer&apos;s maps; -1: the middle.</source>
        <translation>레이어의 맵에서 유닛의 열입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Compute the effective receptive field: this unit&apos;s gradient with respect to the picture.</source>
        <translation>유효 수용 영역(effective receptive field)을 계산합니다. 이미지에 대한 이 유닛의 기울기입니다.</translation>
    </message>
    <message>
        <source>Effective field</source>
        <translation>유효 수용 영역</translation>
    </message>
    <message>
        <source>Colour map of the energy, perceptually even; bright is low.</source>
        <translation>에너지의 색 지도이며 지각적으로 고릅니다. 밝을수록 낮습니다.</translation>
    </message>
    <message>
        <source>Bands of the map; the bar says where one ends.</source>
        <translation>지도의 띠 수입니다. 막대가 띠의 경계를 알려 줍니다.</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>단계 수</translation>
    </message>
    <message>
        <source>areas: the bands cover like areas of the map, the lowest divided once more. logarithmic: the height above the least energy grows by one factor from band to band.</source>
        <translation>면적: 띠가 지도에서 비슷한 넓이를 차지하며 가장 낮은 띠는 한 번 더 나눕니다. 로그: 최소 에너지 위의 높이가 띠마다 같은 배수로 커집니다.</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>like areas</source>
        <translation>비슷한 넓이</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Lines of equal energy between the bands.</source>
        <translation>띠 사이의 등에너지선입니다.</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>등고선</translation>
    </message>
    <message>
        <source>The residuals of the chosen method, fainter where the kernel weighs them less.</source>
        <translation>선택한 방법의 잔차입니다. 커널 가중치가 작을수록 옅습니다.</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>What the observations were made from, dashed.</source>
        <translation>관측을 만든 참값이며 점선입니다.</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>참값</translation>
    </message>
    <message>
        <source>Lines between corresponding points, at most 500, coloured by their residuals.</source>
        <translation>대응점을 잇는 선(최대 500개)이며 잔차로 색을 칠합니다.</translation>
    </message>
    <message>
        <source>Correspondences</source>
        <translation>대응</translation>
    </message>
    <message>
        <source>The source as it stood at the start, faint.</source>
        <translation>시작할 때의 소스를 옅게 표시합니다.</translation>
    </message>
    <message>
        <source>Start, faint</source>
        <translation>시작 자세, 옅게</translation>
    </message>
    <message>
        <source>The residual at the upper end of the colours. 0: what holds 95% of the first step&apos;s.</source>
        <translation>색 범위 위 끝의 잔차입니다. 0이면 첫 단계 잔차의 95%를 담는 값입니다.</translation>
    </message>
    <message>
        <source>Colours up to</source>
        <translation>색 상한</translation>
    </message>
    <message>
        <source>What the files&apos; coordinates are measured in; files seldom say.</source>
        <translation>파일 좌표의 단위입니다. 파일에는 거의 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>단위</translation>
    </message>
    <message>
        <source>metre</source>
        <translation>미터</translation>
    </message>
    <message>
        <source>centimetre</source>
        <translation>센티미터</translation>
    </message>
    <message>
        <source>millimetre</source>
        <translation>밀리미터</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>모름</translation>
    </message>
    <message>
        <source>Where the source is drawn. auto: beside the target while matches are made and pruned, then as the shown step moves it.</source>
        <translation>소스를 그리는 곳입니다. 자동: 매칭하고 걸러 내는 동안은 대상 옆, 그 뒤에는 표시된 단계의 위치입니다.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>by the step</source>
        <translation>단계에 따라</translation>
    </message>
    <message>
        <source>beside the target</source>
        <translation>대상 옆</translation>
    </message>
    <message>
        <source>as it is moved</source>
        <translation>옮겨진 대로</translation>
    </message>
    <message>
        <source>Lines between matched points, coloured by weight; pruned matches in grey.</source>
        <translation>매칭된 점을 잇는 선이며 가중치로 색을 칠합니다. 걸러진 매칭은 회색입니다.</translation>
    </message>
    <message>
        <source>Match lines</source>
        <translation>매칭 선</translation>
    </message>
    <message>
        <source>The pose graph: a node for each scan, edges as wide as their weights.</source>
        <translation>포즈 그래프: 스캔마다 노드 하나, 간선은 가중치만큼 굵습니다.</translation>
    </message>
    <message>
        <source>Pose graph</source>
        <translation>포즈 그래프</translation>
    </message>
    <message>
        <source>The map without line process beside the one with it.</source>
        <translation>라인 프로세스를 쓴 지도 옆에 쓰지 않은 지도를 보입니다.</translation>
    </message>
    <message>
        <source>Without line process</source>
        <translation>라인 프로세스 없이</translation>
    </message>
    <message>
        <source>The grey residual that has the full colour, of greys from 0 to 1.</source>
        <translation>가장 진한 색이 되는 밝기 잔차입니다(밝기 0~1).</translation>
    </message>
    <message>
        <source>Residual scale</source>
        <translation>잔차 범위</translation>
    </message>
    <message>
        <source>The slope that has the full colour, greys per pixel.</source>
        <translation>가장 진한 색이 되는 기울기입니다(픽셀당 밝기).</translation>
    </message>
    <message>
        <source>Slope scale</source>
        <translation>기울기 범위</translation>
    </message>
    <message>
        <source>The depth residual that has the full colour.</source>
        <translation>가장 진한 색이 되는 깊이 잔차입니다.</translation>
    </message>
    <message>
        <source>Depth scale</source>
        <translation>깊이 범위</translation>
    </message>
    <message>
        <source>What the two small pictures show: slopes along x and y, or depth and weights.</source>
        <translation>작은 그림 두 개가 보이는 것: x, y 방향 기울기, 또는 깊이와 가중치.</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>작은 그림</translation>
    </message>
    <message>
        <source>slopes</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>depth and weights</source>
        <translation>깊이와 가중치</translation>
    </message>
    <message>
        <source>Which numbers are drawn over the steps; each level has its own piece.</source>
        <translation>단계에 따라 그릴 값입니다. 단마다 곡선이 따로 있습니다.</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>residuals&apos; RMS</source>
        <translation>잔차 RMS</translation>
    </message>
    <message>
        <source>picture: what the network has learnt. error: how far it is from the target, on an absolute scale.</source>
        <translation>그림: 네트워크가 학습한 것. 오차: 목표와의 차이를 절대 눈금으로 보입니다.</translation>
    </message>
    <message>
        <source>Learnt picture</source>
        <translation>학습된 그림</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Colour map of the spectra, perceptually even.</source>
        <translation>스펙트럼의 색 지도이며 지각적으로 고릅니다.</translation>
    </message>
    <message>
        <source>Show both pictures in colour and full size, or as the level sees them.</source>
        <translation>두 그림을 원래 크기의 컬러로, 또는 해당 단이 보는 대로 표시합니다.</translation>
    </message>
    <message>
        <source>Pictures in colour</source>
        <translation>컬러 그림</translation>
    </message>
    <message>
        <source>The picture that is warped onto the other, counted from 0; it needs a depth.</source>
        <translation>다른 그림으로 워핑할 그림이며 0부터 셉니다. 깊이가 있어야 합니다.</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>첫 그림</translation>
    </message>
    <message>
        <source>The picture that is read where the first one&apos;s pixels land, counted from 0.</source>
        <translation>첫 그림의 픽셀이 닿는 곳에서 읽는 그림이며 0부터 셉니다.</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>둘째 그림</translation>
    </message>
    <message>
        <source>How often the pictures are halved, plus one. A large motion needs coarse levels to be seen as small.</source>
        <translation>그림을 절반으로 줄이는 횟수 더하기 1입니다. 큰 움직임은 거친 단에서 작게 보여야 합니다.</translation>
    </message>
    <message>
        <source>Pyramid levels</source>
        <translation>피라미드 단 수</translation>
    </message>
    <message>
        <source>How little a large residual counts. The Cauchy kernel&apos;s weights are about those of Kerl&apos;s t-distribution.</source>
        <translation>큰 잔차를 얼마나 작게 셀지 정합니다. 코시 커널의 가중치는 Kerl의 t 분포와 비슷합니다.</translation>
    </message>
    <message>
        <source>hybrid: the depth energy&apos;s share, for greys from 0 to 1 and metres. 0: each energy by the spread of its residuals at the start of the level.</source>
        <translation>혼합: 깊이 에너지의 비율입니다(밝기 0~1, 미터). 0이면 각 에너지를 단 시작 시 잔차의 퍼짐으로 나눕니다.</translation>
    </message>
    <message>
        <source>Depth share</source>
        <translation>깊이 비율</translation>
    </message>
    <message>
        <source>Give the first picture&apos;s greys the second&apos;s mean and spread before each step.</source>
        <translation>단계마다 첫 그림의 밝기를 둘째 그림의 평균과 퍼짐에 맞춥니다.</translation>
    </message>
    <message>
        <source>Match brightness</source>
        <translation>밝기 맞춤</translation>
    </message>
    <message>
        <source>What is fitted. The line is linear in its parameters; the sine has many local minima.</source>
        <translation>맞출 대상입니다. 직선은 매개변수에 선형이고, 사인은 극소점이 많습니다.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>지수</translation>
    </message>
    <message>
        <source>line</source>
        <translation>직선</translation>
    </message>
    <message>
        <source>sine</source>
        <translation>사인</translation>
    </message>
    <message>
        <source>2-D pose</source>
        <translation>2차원 자세</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>The part of the observations that are far off.</source>
        <translation>크게 벗어난 관측의 비율입니다.</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>이상점</translation>
    </message>
    <message>
        <source>Standard deviation of the observations&apos; noise, as a part of the observations&apos; spread.</source>
        <translation>관측 잡음의 표준 편차이며 관측의 퍼짐에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>The robust kernel: how little a large residual counts. none: its square.</source>
        <translation>강건 커널: 큰 잔차를 얼마나 작게 셀지 정합니다. 없음이면 제곱입니다.</translation>
    </message>
    <message>
        <source>Robust kernel</source>
        <translation>강건 커널</translation>
    </message>
    <message>
        <source>The residual from which the kernel holds back, in the unit of the residuals. 0: chosen from the noise.</source>
        <translation>커널이 누르기 시작하는 잔차입니다. 0이면 잡음에서 정합니다.</translation>
    </message>
    <message>
        <source>The seed of the noise and the outliers.</source>
        <translation>잡음과 이상점의 시드입니다.</translation>
    </message>
    <message>
        <source>The parameter along the map of the energy. Empty: the problem&apos;s own choice.</source>
        <translation>에너지 지도의 가로 매개변수입니다. 비우면 문제의 기본값입니다.</translation>
    </message>
    <message>
        <source>Across the map</source>
        <translation>지도 가로</translation>
    </message>
    <message>
        <source>The parameter up the map of the energy. Empty: the problem&apos;s own choice.</source>
        <translation>에너지 지도의 세로 매개변수입니다. 비우면 문제의 기본값입니다.</translation>
    </message>
    <message>
        <source>Up the map</source>
        <translation>지도 세로</translation>
    </message>
    <message>
        <source>Coordinates in the target: the point of its voxel grid nearest to them is taken. Empty: the one nearest to its middle.</source>
        <translation>대상의 좌표입니다. 가장 가까운 복셀 격자 점을 씁니다. 비우면 가운데에 가장 가까운 점입니다.</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>the middle</source>
        <translation>가운데</translation>
    </message>
    <message>
        <source>Where the answer is looked for when no true transform is known: degrees about x, y and z, then the shift.</source>
        <translation>참 변환을 모를 때 답을 찾기 시작하는 자세입니다. x, y, z 둘레의 각도(도), 이어서 이동입니다.</translation>
    </message>
    <message>
        <source>Initial pose</source>
        <translation>초기 자세</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>The axis through the source&apos;s centre that it is turned about.</source>
        <translation>소스의 중심을 지나는 회전축입니다.</translation>
    </message>
    <message>
        <source>Turned about</source>
        <translation>회전축</translation>
    </message>
    <message>
        <source>The axis that the source is shifted along.</source>
        <translation>소스를 옮기는 축입니다.</translation>
    </message>
    <message>
        <source>Shifted along</source>
        <translation>이동 축</translation>
    </message>
    <message>
        <source>The largest rotation, to either side.</source>
        <translation>양쪽으로의 최대 회전입니다.</translation>
    </message>
    <message>
        <source>Rotations up to</source>
        <translation>최대 회전</translation>
    </message>
    <message>
        <source>The largest shift, to either side, in the clouds&apos; unit. 0: a quarter of the target&apos;s extent.</source>
        <translation>양쪽으로의 최대 이동이며 점군의 단위입니다. 0이면 대상 크기의 4분의 1입니다.</translation>
    </message>
    <message>
        <source>Shifts up to</source>
        <translation>최대 이동</translation>
    </message>
    <message>
        <source>Cells along each side of the map.</source>
        <translation>지도 한 변의 칸 수입니다.</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>칸 수</translation>
    </message>
    <message>
        <source>Source points of each run, drawn from the voxel grid.</source>
        <translation>실행마다 복셀 격자에서 뽑는 소스 점의 수입니다.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Which points are drawn.</source>
        <translation>어떤 점을 뽑을지 정합니다.</translation>
    </message>
    <message>
        <source>The part of the map: from and to of its first, then of its second parameter. Empty: all of it.</source>
        <translation>지도의 부분: 첫 매개변수의 시작과 끝, 이어서 둘째 매개변수의 시작과 끝입니다. 비우면 전체입니다.</translation>
    </message>
    <message>
        <source>Part of the map</source>
        <translation>지도의 부분</translation>
    </message>
    <message>
        <source>Whose point is asked about.</source>
        <translation>어느 점군의 점인지 정합니다.</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>점군</translation>
    </message>
    <message>
        <source>The number of the point in the cloud&apos;s voxel grid.</source>
        <translation>점군 복셀 격자에서 점의 번호입니다.</translation>
    </message>
    <message>
        <source>How many of the nearest histograms are shown.</source>
        <translation>표시할 가장 가까운 히스토그램의 수입니다.</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>매칭 수</translation>
    </message>
    <message>
        <source>Edge of the voxel grid whose points are matched. 0: about 5,000 points of each cloud are left.</source>
        <translation>매칭할 점의 복셀 격자 한 변입니다. 0이면 점군마다 점이 약 5,000개 남습니다.</translation>
    </message>
    <message>
        <source>Voxel</source>
        <translation>복셀</translation>
    </message>
    <message>
        <source>Match the source&apos;s histograms with its normals turned to the other side as well: two scans need not agree which side is out.</source>
        <translation>소스의 법선을 뒤집은 히스토그램도 매칭합니다. 두 스캔의 바깥쪽이 서로 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>Both sides of normals</source>
        <translation>법선 양쪽</translation>
    </message>
    <message>
        <source>Neighbours within so many voxels give a point its normal.</source>
        <translation>이 복셀 수 안의 이웃으로 법선을 구합니다.</translation>
    </message>
    <message>
        <source>Normal radius</source>
        <translation>법선 반지름</translation>
    </message>
    <message>
        <source>Neighbours within so many voxels are counted in a point&apos;s histogram.</source>
        <translation>이 복셀 수 안의 이웃을 점의 히스토그램에 셉니다.</translation>
    </message>
    <message>
        <source>Feature radius</source>
        <translation>특징 반지름</translation>
    </message>
    <message>
        <source>A file with the true 4 x 4 transform, source to target. Empty: from the clouds&apos; own poses.</source>
        <translation>소스에서 대상으로의 참 4 x 4 변환이 든 파일입니다. 비우면 점군의 자세에서 얻습니다.</translation>
    </message>
    <message>
        <source>How the motion is searched: one robust optimisation, or three matches at a time by chance.</source>
        <translation>움직임을 찾는 방법: 한 번의 강건 최적화, 또는 매칭 셋씩 무작위로.</translation>
    </message>
    <message>
        <source>fast global</source>
        <translation>고속 전역</translation>
    </message>
    <message>
        <source>RANSAC</source>
        <translation>RANSAC</translation>
    </message>
    <message>
        <source>What is done with wrong matches before Fast Global Registration. agreement: of the groups of matches that keep each other&apos;s distances, the one that lays the clouds over each other best is kept. tuples: the paper&apos;s test of random triples. none: all matches.</source>
        <translation>고속 전역 정합 전에 틀린 매칭을 다루는 방법입니다. 일치: 서로의 거리를 지키는 매칭 무리 가운데 두 점군을 가장 잘 겹치는 무리를 남깁니다. 튜플: 논문의 무작위 세 쌍 검사. 없음: 모든 매칭.</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>걸러 내기</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>일치</translation>
    </message>
    <message>
        <source>tuple test</source>
        <translation>튜플 검사</translation>
    </message>
    <message>
        <source>How far apart two matched points may end. 0: one and a half voxels.</source>
        <translation>매칭된 두 점이 끝에 떨어져 있을 수 있는 거리입니다. 0이면 복셀 하나 반입니다.</translation>
    </message>
    <message>
        <source>Max distance</source>
        <translation>최대 거리</translation>
    </message>
    <message>
        <source>What is drawn by chance: the same seed gives the same answer, bit by bit.</source>
        <translation>무작위로 뽑는 것의 시드입니다. 같은 시드는 비트까지 같은 답을 냅니다.</translation>
    </message>
    <message>
        <source>Iterations of Fast Global Registration at most.</source>
        <translation>고속 전역 정합의 최대 반복 횟수입니다.</translation>
    </message>
    <message>
        <source>Triples of matches that RANSAC draws at most.</source>
        <translation>RANSAC이 뽑는 매칭 세 쌍의 최대 수입니다.</translation>
    </message>
    <message>
        <source>Hypotheses</source>
        <translation>가설 수</translation>
    </message>
    <message>
        <source>Match only points whose histograms are each other&apos;s nearest (reciprocity test).</source>
        <translation>히스토그램이 서로 가장 가까운 점만 매칭합니다(상호성 검사).</translation>
    </message>
    <message>
        <source>Reciprocity test</source>
        <translation>상호성 검사</translation>
    </message>
    <message>
        <source>Keep a match only if its histogram is at most this part as far as the second nearest. 1: keep all.</source>
        <translation>히스토그램 거리가 두 번째로 가까운 것의 이 비율 이하일 때만 매칭을 남깁니다. 1이면 모두 남깁니다.</translation>
    </message>
    <message>
        <source>Ratio test</source>
        <translation>비율 검사</translation>
    </message>
    <message>
        <source>Where the source starts: degrees about the fixed axes x, y and z, then the shift along them. Empty: where it is.</source>
        <translation>소스의 시작 자세: 고정축 x, y, z 둘레의 각도(도), 이어서 그 축을 따른 이동입니다. 비우면 있는 그대로입니다.</translation>
    </message>
    <message>
        <source>Steps at each scale, at most.</source>
        <translation>축척마다의 최대 단계 수입니다.</translation>
    </message>
    <message>
        <source>A scale has converged where fitness, and RMSE over the largest distance, change by less in one step.</source>
        <translation>한 단계에서 적합도와 (최대 거리로 나눈) RMSE의 변화가 이보다 작으면 그 축척은 수렴한 것입니다.</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>허용 오차</translation>
    </message>
    <message>
        <source>Wrong loop closures that are planted, each as certain of itself as a right one: an experiment. 0 for scans of one&apos;s own.</source>
        <translation>일부러 심는 틀린 루프 폐쇄의 수입니다. 맞는 것만큼 확신을 갖게 한 실험입니다. 자신의 스캔에는 0을 씁니다.</translation>
    </message>
    <message>
        <source>Planted false loops</source>
        <translation>심은 거짓 루프</translation>
    </message>
    <message>
        <source>Where loop closures come from. odometry: pairs that overlap under the odometry&apos;s poses. features: all pairs, by matched features, of which some will be wrong. none: no loop closures.</source>
        <translation>루프 폐쇄를 찾는 방법입니다. 오도메트리: 오도메트리 자세에서 겹치는 쌍. 특징: 모든 쌍을 특징으로 매칭하며 일부는 틀립니다. 없음: 루프 폐쇄 없음.</translation>
    </message>
    <message>
        <source>Loop closures</source>
        <translation>루프 폐쇄</translation>
    </message>
    <message>
        <source>near under the odometry</source>
        <translation>오도메트리로 가까운 쌍</translation>
    </message>
    <message>
        <source>all pairs, by features</source>
        <translation>모든 쌍, 특징으로</translation>
    </message>
    <message>
        <source>Degrees by which each odometry edge is turned away, and shifted in proportion: an experiment.</source>
        <translation>오도메트리 간선마다 이 각도(도)만큼 돌리고 그만큼 옮기는 실험입니다.</translation>
    </message>
    <message>
        <source>Odometry noise</source>
        <translation>오도메트리 잡음</translation>
    </message>
    <message>
        <source>Edge of the voxel grid that pairs are registered on, in the clouds&apos; unit. 0: chosen from the clouds.</source>
        <translation>쌍을 정합할 복셀 격자의 한 변이며 점군의 단위입니다. 0이면 점군에서 정합니다.</translation>
    </message>
    <message>
        <source>Largest distance of a correspondence, in the clouds&apos; unit; also how far a loop closure may be off before it is doubted. 0: two and a half voxels, or more where the points are sparse.</source>
        <translation>대응의 최대 거리이며 점군의 단위입니다. 루프 폐쇄를 의심하기 시작하는 어긋남이기도 합니다. 0이면 복셀 두 개 반이고, 점이 성기면 더 큽니다.</translation>
    </message>
    <message>
        <source>Part of a scan&apos;s points that an edge has correspondences for, at least.</source>
        <translation>간선에 필요한, 대응이 있는 스캔 점의 최소 비율입니다.</translation>
    </message>
    <message>
        <source>Least overlap</source>
        <translation>최소 겹침</translation>
    </message>
    <message>
        <source>Factor of the line process&apos; scale mu: the larger, the more a loop closure may be off.</source>
        <translation>라인 프로세스 척도 μ의 배수입니다. 클수록 루프 폐쇄의 어긋남을 더 허용합니다.</translation>
    </message>
    <message>
        <source>Trust in loops</source>
        <translation>루프 신뢰</translation>
    </message>
    <message>
        <source>Loop closures whose weight ends below this are taken out of the graph.</source>
        <translation>가중치가 이보다 낮게 끝난 루프 폐쇄는 그래프에서 뺍니다.</translation>
    </message>
    <message>
        <source>Prune threshold</source>
        <translation>제거 문턱</translation>
    </message>
    <message>
        <source>Steps of Levenberg-Marquardt at most.</source>
        <translation>레벤버그-마쿼트의 최대 단계 수입니다.</translation>
    </message>
    <message>
        <source>What is drawn by chance: the same seed gives the same answer.</source>
        <translation>무작위로 뽑는 것의 시드입니다. 같은 시드는 같은 답을 냅니다.</translation>
    </message>
    <message>
        <source>The part of each crop that lies in the other&apos;s region.</source>
        <translation>잘라 낸 각 조각이 다른 조각의 영역에 놓이는 비율입니다.</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>겹침</translation>
    </message>
    <message>
        <source>Standard deviation of the noise in each coordinate, in the cloud&apos;s unit.</source>
        <translation>좌표마다 더하는 잡음의 표준 편차이며 점군의 단위입니다.</translation>
    </message>
    <message>
        <source>The source is turned by at most this angle. 180: by any rotation.</source>
        <translation>소스를 최대 이 각도까지 돌립니다. 180이면 아무 회전이나 가능합니다.</translation>
    </message>
    <message>
        <source>Turned by</source>
        <translation>회전 각도</translation>
    </message>
    <message>
        <source>How many random pairs are tried.</source>
        <translation>시도할 무작위 쌍의 수입니다.</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시도 수</translation>
    </message>
    <message>
        <source>What is drawn by chance: the same seed gives the same pairs and answers.</source>
        <translation>무작위로 뽑는 것의 시드입니다. 같은 시드는 같은 쌍과 답을 냅니다.</translation>
    </message>
    <message>
        <source>A trial succeeds where the rotation is off by at most this angle ...</source>
        <translation>회전 오차가 이 각도 이하이고 ...</translation>
    </message>
    <message>
        <source>Rotation within</source>
        <translation>회전 오차 한계</translation>
    </message>
    <message>
        <source>... and the shift by at most this length, in the cloud&apos;s unit.</source>
        <translation>... 이동 오차가 이 길이(점군의 단위) 이하이면 성공입니다.</translation>
    </message>
    <message>
        <source>Shift within</source>
        <translation>이동 오차 한계</translation>
    </message>
    <message>
        <source>What is compared at the pixel&apos;s new place: the greys, the depths, or both. auto: both where both pictures have a depth, else the greys.</source>
        <translation>픽셀의 새 자리에서 비교하는 것: 밝기, 깊이, 또는 둘 다. 자동: 두 그림 모두 깊이가 있으면 둘 다, 아니면 밝기입니다.</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>as the pictures allow</source>
        <translation>그림에 따라</translation>
    </message>
    <message>
        <source>photometric</source>
        <translation>광도</translation>
    </message>
    <message>
        <source>Colours, mean distance along the rays, how much is not background, or the difference to the photo where the camera stands on one.</source>
        <translation>색, 광선을 따른 평균 거리, 배경이 아닌 정도, 또는 카메라가 사진의 자리에 있을 때 그 사진과의 차이입니다.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>깊이</translation>
    </message>
    <message>
        <source>accumulation</source>
        <translation>누적 불투명도</translation>
    </message>
    <message>
        <source>The error that has the last colour of the scale; 1 is black against white.</source>
        <translation>눈금의 마지막 색에 해당하는 오차입니다. 1은 검정과 하양의 차이입니다.</translation>
    </message>
    <message>
        <source>Pixels of the picture for each pixel of the photos, along each side.</source>
        <translation>각 변에서 사진의 픽셀 하나에 대한 그림의 픽셀 수입니다.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>해상도</translation>
    </message>
    <message>
        <source>PSNR and SSIM, or the losses, over the training&apos;s time.</source>
        <translation>학습 시간에 따른 PSNR과 SSIM, 또는 손실입니다.</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>PSNR and SSIM</source>
        <translation>PSNR과 SSIM</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Draw the photos&apos; cameras in the sketch.</source>
        <translation>사진의 카메라를 약도에 그립니다.</translation>
    </message>
    <message>
        <source>hybrid</source>
        <translation>혼합</translation>
    </message>
    <message>
        <source>Gauss-Newton steps at each level, at most.</source>
        <translation>단마다 가우스-뉴턴의 최대 단계 수입니다.</translation>
    </message>
    <message>
        <source>Iterations a level</source>
        <translation>단당 반복</translation>
    </message>
    <message>
        <source>exact: a step&apos;s twist becomes a rotation by the exponential map. linearised: it is used as it is in the derivative, I plus the twist, which also stretches.</source>
        <translation>정확: 단계의 트위스트를 지수 사상으로 회전으로 바꿉니다. 선형화: 미분에서처럼 I 더하기 트위스트를 그대로 쓰며, 늘어남도 생깁니다.</translation>
    </message>
    <message>
        <source>Rotation of a step</source>
        <translation>단계의 회전</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>linearised</source>
        <translation>선형화</translation>
    </message>
    <message>
        <source>Where the motion starts: degrees about the fixed axes x, y and z, then metres along them. Empty: none.</source>
        <translation>움직임의 시작: 고정축 x, y, z 둘레의 각도(도), 이어서 그 축을 따른 미터입니다. 비우면 없음입니다.</translation>
    </message>
    <message>
        <source>Initial motion</source>
        <translation>초기 움직임</translation>
    </message>
    <message>
        <source>A file with the true 4 x 4 motion, first to second camera. Empty: from the sequence&apos;s poses.</source>
        <translation>첫 카메라에서 둘째 카메라로의 참 4 x 4 움직임이 든 파일입니다. 비우면 시퀀스의 자세에서 얻습니다.</translation>
    </message>
    <message>
        <source>True motion</source>
        <translation>참 움직임</translation>
    </message>
    <message>
        <source>the sequence&apos;s poses</source>
        <translation>시퀀스의 자세</translation>
    </message>
    <message>
        <source>The camera&apos;s 3 x 4 matrix to the world, row by row; empty: a held-out photo&apos;s.</source>
        <translation>카메라에서 세계로의 3 x 4 행렬을 행 순서로 적습니다. 비우면 남겨 둔 사진의 것입니다.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Width of the picture; 0: as the photos.</source>
        <translation>그림의 너비입니다. 0이면 사진과 같습니다.</translation>
    </message>
    <message>
        <source>Height of the picture; 0: as the photos.</source>
        <translation>그림의 높이입니다. 0이면 사진과 같습니다.</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Angle from the upper to the lower edge; 0: as the photos.</source>
        <translation>위 끝에서 아래 끝까지의 각도입니다. 0이면 사진과 같습니다.</translation>
    </message>
    <message>
        <source>Field of view</source>
        <translation>화각</translation>
    </message>
    <message>
        <source>Focal lengths and centre fx, fy, cx, cy in pixels; empty: from the field of view, centred.</source>
        <translation>초점 거리와 중심 fx, fy, cx, cy(픽셀)입니다. 비우면 화각에서 얻고 중심은 가운데입니다.</translation>
    </message>
    <message>
        <source>Intrinsics</source>
        <translation>내부 매개변수</translation>
    </message>
    <message>
        <source>Recorded steps of the comparison, evenly spread over the training.</source>
        <translation>비교에서 기록할 단계 수이며 학습에 고르게 나눕니다.</translation>
    </message>
    <message>
        <source>Recorded steps</source>
        <translation>기록 단계</translation>
    </message>
    <message>
        <source>What the network is given. none: x and y. basic: one wave across and one down. positional: waves along the two axes, ever finer. gaussian: waves of random directions and frequencies.</source>
        <translation>네트워크에 주는 것. 없음: x와 y. 기본: 가로와 세로 파동 하나씩. 위치: 두 축을 따라 점점 촘촘해지는 파동. 가우시안: 방향과 주파수가 무작위인 파동.</translation>
    </message>
    <message>
        <source>basic</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>positional</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>가우시안</translation>
    </message>
    <message>
        <source>gaussian: standard deviation of the frequencies; positional: the highest one. 0: chosen from the number of trained pixels.</source>
        <translation>가우시안: 주파수의 표준 편차. 위치: 가장 높은 주파수. 0이면 학습 픽셀 수에서 정합니다.</translation>
    </message>
    <message>
        <source>Training steps between two recorded pictures.</source>
        <translation>기록되는 두 그림 사이의 학습 단계 수입니다.</translation>
    </message>
    <message>
        <source>Steps a picture</source>
        <translation>그림당 단계</translation>
    </message>
    <message>
        <source>Multiplies the learning rate from the next step on.</source>
        <translation>다음 단계부터 학습률에 곱합니다.</translation>
    </message>
    <message>
        <source>What the points&apos; colours show: the photos&apos; colours, or the reprojection error.</source>
        <translation>점의 색이 나타내는 것: 사진의 색 또는 재투영 오차.</translation>
    </message>
    <message>
        <source>of the photos</source>
        <translation>사진의 색</translation>
    </message>
    <message>
        <source>reprojection error</source>
        <translation>재투영 오차</translation>
    </message>
    <message>
        <source>Reprojection error at the upper end of the colours, the same for every model.</source>
        <translation>색 눈금의 위쪽 끝에 해당하는 재투영 오차이며 모든 모델에 같습니다.</translation>
    </message>
    <message>
        <source>Error scale</source>
        <translation>오차 눈금</translation>
    </message>
    <message>
        <source>A pyramid for each camera, coloured by the mean reprojection error in its photo.</source>
        <translation>카메라마다 각뿔을 하나씩 그리고 해당 사진의 평균 재투영 오차로 색을 입힙니다.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>The point&apos;s three coordinates; empty: the middle of the field&apos;s box.</source>
        <translation>점의 세 좌표입니다. 비우면 필드 상자의 가운데입니다.</translation>
    </message>
    <message>
        <source>From so many directions, evenly spread over the hemisphere.</source>
        <translation>반구에 고르게 퍼진 이 수만큼의 방향에서 봅니다.</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>The view whose photo is prepared as for a training, counted from 0; -1: none.</source>
        <translation>학습할 때처럼 사진을 준비할 시점이며 0부터 셉니다. -1이면 없습니다.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>시점</translation>
    </message>
    <message>
        <source>How many views have a small picture, from the first on; 0: none.</source>
        <translation>첫 시점부터 작은 그림을 만들 시점 수입니다. 0이면 만들지 않습니다.</translation>
    </message>
    <message>
        <source>Whether small pictures begin with the held-out views.</source>
        <translation>작은 그림을 남겨 둔 시점부터 시작할지 정합니다.</translation>
    </message>
    <message>
        <source>Held-out views first</source>
        <translation>남겨 둔 시점 먼저</translation>
    </message>
    <message>
        <source>Longer side of a small picture.</source>
        <translation>작은 그림의 긴 변입니다.</translation>
    </message>
    <message>
        <source>Size of small pictures</source>
        <translation>작은 그림 크기</translation>
    </message>
    <message>
        <source>Features of a photo at most; those with the largest scales stay.</source>
        <translation>사진 한 장의 최대 특징 수입니다. 스케일이 가장 큰 것이 남습니다.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>The longer side that photos are reduced to before features are found.</source>
        <translation>특징을 찾기 전에 사진의 긴 변을 이 크기로 줄입니다.</translation>
    </message>
    <message>
        <source>Which photos are matched: all with all, or each with those before it, as in a video.</source>
        <translation>매칭할 사진: 모두와 모두, 또는 동영상처럼 각 사진을 그 앞의 사진들과 매칭합니다.</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>쌍</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>이웃</translation>
    </message>
    <message>
        <source>With neighbours: how many photos before it each photo is matched with.</source>
        <translation>이웃일 때: 각 사진을 앞선 사진 몇 장과 매칭할지 정합니다.</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>이웃 수</translation>
    </message>
    <message>
        <source>Lowe&apos;s ratio test: a match&apos;s distance is less than this part of the second nearest&apos;s.</source>
        <translation>로우의 비율 검사: 매칭의 거리가 두 번째로 가까운 것의 거리에 이 비율을 곱한 값보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>Matches that agree with one motion, at least, for two photos to be joined.</source>
        <translation>두 사진을 이으려면 한 움직임에 맞는 매칭이 적어도 이만큼 있어야 합니다.</translation>
    </message>
    <message>
        <source>Least matches</source>
        <translation>최소 매칭 수</translation>
    </message>
    <message>
        <source>What is adjusted of a camera: the focal length alone, with one or two coefficients of distortion, or OpenCV&apos;s two focal lengths and four coefficients.</source>
        <translation>카메라에서 조정하는 것: 초점 거리만, 왜곡 계수 하나 또는 둘을 더한 것, 또는 OpenCV의 초점 거리 둘과 계수 넷.</translation>
    </message>
    <message>
        <source>Camera model</source>
        <translation>카메라 모델</translation>
    </message>
    <message>
        <source>pin-hole</source>
        <translation>핀홀</translation>
    </message>
    <message>
        <source>radial, k1</source>
        <translation>방사 왜곡, k1</translation>
    </message>
    <message>
        <source>radial, k1, k2</source>
        <translation>방사 왜곡, k1, k2</translation>
    </message>
    <message>
        <source>Photos of nearly one size and one EXIF focal length are of one camera, or each has a camera of its own.</source>
        <translation>크기가 거의 같고 EXIF 초점 거리가 같은 사진을 한 카메라로 보거나, 사진마다 카메라를 따로 둡니다.</translation>
    </message>
    <message>
        <source>by size</source>
        <translation>크기별</translation>
    </message>
    <message>
        <source>by photo</source>
        <translation>사진별</translation>
    </message>
    <message>
        <source>OpenCV</source>
        <translation>OpenCV</translation>
    </message>
    <message>
        <source>Focal length to start from. 0: from EXIF, else 1.2 times the photo&apos;s longer side.</source>
        <translation>시작 초점 거리입니다. 0이면 EXIF에서 얻고, 없으면 사진 긴 변의 1.2배입니다.</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>초점 거리</translation>
    </message>
    <message>
        <source>Adjust focal length and distortion with the poses.</source>
        <translation>초점 거리와 왜곡을 자세와 함께 조정합니다.</translation>
    </message>
    <message>
        <source>Adjust cameras</source>
        <translation>카메라 조정</translation>
    </message>
    <message>
        <source>Pixels of the picture&apos;s longer side.</source>
        <translation>이미지 긴 변의 픽셀 수입니다.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>the scene&apos;s</source>
        <translation>장면의 값</translation>
    </message>
    <message>
        <source>white</source>
        <translation>흰색</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>black</source>
        <translation>검은색</translation>
    </message>
    <message>
        <source>The slice lies across this axis, through the point.</source>
        <translation>점을 지나고 이 축에 수직인 단면입니다.</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>수직 축</translation>
    </message>
    <message>
        <source>Rows and columns of the slices.</source>
        <translation>단면의 행과 열의 수입니다.</translation>
    </message>
    <message>
        <source>The density at which the surface lies; 0: the one that halves light within a hundredth of the box&apos;s longest side.</source>
        <translation>표면이 놓이는 밀도입니다. 0이면 상자의 가장 긴 변의 100분의 1을 지나는 동안 빛이 절반이 되는 밀도입니다.</translation>
    </message>
    <message>
        <source>Density threshold</source>
        <translation>밀도 임계값</translation>
    </message>
    <message>
        <source>Cells of the lattice along the box&apos;s longest side.</source>
        <translation>상자의 가장 긴 변을 따라 놓이는 격자 칸의 수입니다.</translation>
    </message>
    <message>
        <source>Give each corner the colour that is seen there along the normal.</source>
        <translation>꼭짓점마다 법선을 따라 보이는 색을 줍니다.</translation>
    </message>
    <message>
        <source>Also place 100,000 points evenly on the surface.</source>
        <translation>표면에 점 100,000개도 고르게 놓습니다.</translation>
    </message>
    <message>
        <source>The direction the point is seen along; empty: as in the first held-out photo.</source>
        <translation>점을 보는 방향입니다. 비우면 첫 번째 남겨 둔 사진의 방향입니다.</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Pictures for the whole turn.</source>
        <translation>한 바퀴의 이미지 수입니다.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지 수</translation>
    </message>
    <message>
        <source>How far above the middle the camera stands; negative: below.</source>
        <translation>카메라가 가운데보다 얼마나 위에 있는지 정합니다. 음수이면 아래입니다.</translation>
    </message>
    <message>
        <source>Elevation</source>
        <translation>고도</translation>
    </message>
    <message>
        <source>How far away the camera stands, as a multiple of the photos&apos; median distance.</source>
        <translation>카메라의 거리이며 사진들의 거리 중앙값에 대한 배수입니다.</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Pixels of the pictures&apos; longer side; 0: as the photos.</source>
        <translation>이미지 긴 변의 픽셀 수입니다. 0이면 사진과 같습니다.</translation>
    </message>
    <message>
        <source>as photos</source>
        <translation>사진과 같게</translation>
    </message>
    <message>
        <source>Pictures a second of the film that is written.</source>
        <translation>저장하는 영상의 초당 이미지 수입니다.</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Which head&apos;s bias is shown, where there are heads.</source>
        <translation>헤드가 여러 개일 때 어느 헤드의 편향을 보일지 정합니다.</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>How a position becomes numbers. The last two add to the scores, not to the tokens.</source>
        <translation>위치를 수로 나타내는 방법입니다. 마지막 두 가지는 토큰이 아니라 점수에 더합니다.</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>이진수</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>사인파</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>2-D sinusoidal</source>
        <translation>2차원 사인파</translation>
    </message>
    <message>
        <source>relative bias (Swin)</source>
        <translation>상대 위치 편향 (Swin)</translation>
    </message>
    <message>
        <source>log-spaced bias (Swin V2)</source>
        <translation>로그 간격 편향 (Swin V2)</translation>
    </message>
    <message>
        <source>How positions meet the tokens; off: attention is not told where a patch stands.</source>
        <translation>위치를 토큰과 결합하는 방법입니다. 끄면 어텐션은 패치의 위치를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>결합</translation>
    </message>
    <message>
        <source>added</source>
        <translation>더하기</translation>
    </message>
    <message>
        <source>concatenated</source>
        <translation>이어 붙이기</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Numbers a position becomes, and size of a token; a multiple of 8.</source>
        <translation>위치 하나를 나타내는 수의 개수이자 토큰의 크기입니다. 8의 배수입니다.</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>Patches along each side of the photo&apos;s square: the positions are grid times grid.</source>
        <translation>사진 가운데 정사각형의 한 변에 놓이는 패치의 개수입니다. 위치의 개수는 그 제곱입니다.</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>격자</translation>
    </message>
    <message>
        <source>The slowest wave is nearly this much longer than the fastest.</source>
        <translation>가장 느린 파동은 가장 빠른 파동보다 거의 이 배수만큼 깁니다.</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>밑</translation>
    </message>
    <message>
        <source>Give attention the patches in another order and see whether its output notices.</source>
        <translation>패치의 순서를 바꾸어 어텐션에 넣고 출력이 달라지는지 확인합니다.</translation>
    </message>
    <message>
        <source>Shuffle the patches</source>
        <translation>패치 섞기</translation>
    </message>
    <message>
        <source>The log-spaced bias is also asked for a window of this side, which it never saw.</source>
        <translation>로그 간격 편향을 학습한 적이 없는 이 크기의 윈도우에서도 구합니다.</translation>
    </message>
    <message>
        <source>Larger window</source>
        <translation>더 큰 윈도우</translation>
    </message>
    <message>
        <source>Training steps of a learned encoding.</source>
        <translation>학습하는 부호화의 학습 단계 수입니다.</translation>
    </message>
    <message>
        <source>Learning rate of Adam for a learned encoding.</source>
        <translation>학습하는 부호화에 쓰는 Adam의 학습률입니다.</translation>
    </message>
    <message>
        <source>Start of all random numbers: the layer&apos;s weights, the pieces, the new order.</source>
        <translation>모든 난수의 시작값입니다. 레이어의 가중치, 사진 조각, 새 순서를 정합니다.</translation>
    </message>
    <message>
        <source>Where queries come from, and where keys and values: from the same tokens it is self-attention.</source>
        <translation>질의가 나오는 곳, 키와 값이 나오는 곳입니다. 같은 토큰에서 나오면 셀프 어텐션입니다.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>self: the words</source>
        <translation>셀프: 단어</translation>
    </message>
    <message>
        <source>cross: to a source sentence</source>
        <translation>크로스: 원천 문장으로</translation>
    </message>
    <message>
        <source>cross: to the photo&apos;s patches</source>
        <translation>크로스: 사진의 패치로</translation>
    </message>
    <message>
        <source>self: the photo&apos;s patches</source>
        <translation>셀프: 사진의 패치</translation>
    </message>
    <message>
        <source>Words the queries come from, up to ten.</source>
        <translation>질의가 나오는 단어, 열 개까지.</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>문장</translation>
    </message>
    <message>
        <source>Words that keys and values come from in cross attention, up to ten.</source>
        <translation>크로스 어텐션에서 키와 값이 나오는 단어, 열 개까지.</translation>
    </message>
    <message>
        <source>Source sentence</source>
        <translation>원천 문장</translation>
    </message>
    <message>
        <source>Begin with tokens and their projections, or with Q, K and V themselves.</source>
        <translation>토큰과 그 사영에서 시작하거나, Q, K, V 자체에서 시작합니다.</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Q, K and V</source>
        <translation>Q, K, V</translation>
    </message>
    <message>
        <source>Heads that share the width between them; the width has to be a multiple.</source>
        <translation>너비를 나누어 갖는 헤드의 수. 너비는 그 배수여야 합니다.</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Numbers in a token, and in all heads together.</source>
        <translation>토큰 하나, 그리고 모든 헤드를 합친 수의 개수.</translation>
    </message>
    <message>
        <source>Divide the scores by the root of a head&apos;s width.</source>
        <translation>점수를 헤드 너비의 제곱근으로 나눕니다.</translation>
    </message>
    <message>
        <source>Scale the scores</source>
        <translation>점수 스케일</translation>
    </message>
    <message>
        <source>Where a query may look; any cell of the mask can be clicked besides.</source>
        <translation>질의가 볼 수 있는 곳입니다. 마스크의 칸을 눌러 더 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>마스크</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>모든 곳</translation>
    </message>
    <message>
        <source>causal: nothing later</source>
        <translation>인과: 뒤의 것은 보지 않음</translation>
    </message>
    <message>
        <source>Divides the scores before the softmax: near 0 attention becomes hard.</source>
        <translation>소프트맥스 전에 점수를 나눕니다. 0에 가까우면 하드 어텐션이 됩니다.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>Patches along each side of the photo&apos;s square.</source>
        <translation>사진의 정사각형 한 변에 놓이는 패치의 수.</translation>
    </message>
    <message>
        <source>Numbers written into the matrices, as matrix:row:column=number: X, source, W_Q, W_K, W_V, W_O.</source>
        <translation>행렬에 적어 넣은 수, 행렬:행:열=수 형식으로 적습니다. 행렬은 X, source, W_Q, W_K, W_V, W_O입니다.</translation>
    </message>
    <message>
        <source>Edited numbers</source>
        <translation>고친 수</translation>
    </message>
    <message>
        <source>Cells of the mask that are turned over, as row:column.</source>
        <translation>마스크에서 뒤집은 칸, 행:열 형식으로 적습니다.</translation>
    </message>
    <message>
        <source>Mask by hand</source>
        <translation>직접 고친 마스크</translation>
    </message>
    <message>
        <source>Start of all random numbers: words, projections, vectors.</source>
        <translation>모든 난수의 시작값: 단어, 사영, 벡터.</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>files found</source>
        <translation>찾은 파일</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>수용 영역</translation>
    </message>
    <message>
        <source>loading libraries</source>
        <translation>라이브러리 불러오는 중</translation>
    </message>
    <message>
        <source>finding weights</source>
        <translation>가중치 찾는 중</translation>
    </message>
    <message>
        <source>listing layers</source>
        <translation>레이어 조사 중</translation>
    </message>
    <message>
        <source>building</source>
        <translation>네트워크 만드는 중</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>forward pass</source>
        <translation>순전파</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>backward pass</source>
        <translation>역전파</translation>
    </message>
    <message>
        <source>mini-batches</source>
        <translation>미니배치</translation>
    </message>
    <message>
        <source>validation pictures</source>
        <translation>검증 이미지</translation>
    </message>
    <message>
        <source>effective receptive field</source>
        <translation>유효 수용 영역</translation>
    </message>
    <message>
        <source>reading points</source>
        <translation>점 읽는 중</translation>
    </message>
    <message>
        <source>placing points on the surface</source>
        <translation>표면에 점을 놓는 중</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>압축 푸는 중</translation>
    </message>
    <message>
        <source>opening the folder</source>
        <translation>폴더 여는 중</translation>
    </message>
    <message>
        <source>virtual scan</source>
        <translation>가상 스캔</translation>
    </message>
    <message>
        <source>opening the scene</source>
        <translation>장면 여는 중</translation>
    </message>
    <message>
        <source>preparing the photos</source>
        <translation>사진 준비 중</translation>
    </message>
    <message>
        <source>opening the pictures</source>
        <translation>이미지 여는 중</translation>
    </message>
    <message>
        <source>writing points</source>
        <translation>점 쓰는 중</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>colour gradients</source>
        <translation>색 기울기</translation>
    </message>
    <message>
        <source>agreement of matches</source>
        <translation>매칭 일치도</translation>
    </message>
    <message>
        <source>feature matches</source>
        <translation>특징 매칭</translation>
    </message>
    <message>
        <source>alignment</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>registration of pairs</source>
        <translation>쌍 정합</translation>
    </message>
    <message>
        <source>voxel grid</source>
        <translation>복셀 격자</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>최근접 이웃</translation>
    </message>
    <message>
        <source>normals</source>
        <translation>법선</translation>
    </message>
    <message>
        <source>point feature histograms</source>
        <translation>점 특징 히스토그램</translation>
    </message>
    <message>
        <source>hypotheses</source>
        <translation>가설</translation>
    </message>
    <message>
        <source>warping</source>
        <translation>워핑</translation>
    </message>
    <message>
        <source>image pyramid</source>
        <translation>이미지 피라미드</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>energies</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>the two clouds</source>
        <translation>두 점군</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>trials</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>opening the photos</source>
        <translation>사진 여는 중</translation>
    </message>
    <message>
        <source>pixels of a held-out view</source>
        <translation>남겨 둔 시점의 픽셀</translation>
    </message>
    <message>
        <source>held-out photos</source>
        <translation>남겨 둔 사진</translation>
    </message>
    <message>
        <source>finding features</source>
        <translation>특징 찾는 중</translation>
    </message>
    <message>
        <source>matching photos</source>
        <translation>사진 매칭 중</translation>
    </message>
    <message>
        <source>placing cameras</source>
        <translation>카메라 배치 중</translation>
    </message>
    <message>
        <source>training steps</source>
        <translation>학습 단계</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>seconds of training</source>
        <translation>학습 시간(초)</translation>
    </message>
    <message>
        <source>rays</source>
        <translation>광선</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>렌더링 중</translation>
    </message>
    <message>
        <source>sizes of the grids</source>
        <translation>격자 크기 정하는 중</translation>
    </message>
    <message>
        <source>keeping the scene</source>
        <translation>장면 보관 중</translation>
    </message>
    <message>
        <source>writing triangles</source>
        <translation>삼각형 쓰는 중</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>단</translation>
    </message>
    <message>
        <source>planes</source>
        <translation>격자면</translation>
    </message>
    <message>
        <source>the surface</source>
        <translation>표면</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>trainings</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>pieces of the photo</source>
        <translation>사진 조각</translation>
    </message>
    <message>
        <source>random vectors</source>
        <translation>무작위 벡터</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>pictures</source>
        <translation>장</translation>
    </message>
    <message>
        <source>pictures / s</source>
        <translation>장/초</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>장면 단위</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>rad</source>
        <translation>rad</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <source>cycles</source>
        <translation>사이클</translation>
    </message>
    <message>
        <source>1 / scene</source>
        <translation>1/장면 단위</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>칸</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>패치</translation>
    </message>
</context>
</TS>
